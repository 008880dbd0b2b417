import { and, asc, gt, isNotNull, isNull, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { INTERACTION_TYPES, type InteractionType } from '../domain/interaction.js';
import type { Tx } from './database.js';
import { interactions } from './tables.js';

export interface NewInteraction {
  readonly userId: string | null;
  readonly type: InteractionType;
  readonly productId: string | null;
  readonly variantId: string | null;
  readonly query: string | null;
  readonly rating: number | null;
  readonly isVouched: boolean;
  readonly at: Date;
}

/** One statement. */
export async function insertInteractions(tx: Tx, rows: readonly NewInteraction[]): Promise<void> {
  if (rows.length > 0) await tx.insert(interactions).values([...rows]);
}

/** One deed with a product, as the training reads it. */
export interface StoredDeed {
  readonly id: number;
  /** null for a guest */
  readonly userId: string | null;
  readonly type: InteractionType;
  readonly productId: string | null;
  readonly rating: number | null;
  readonly isVouched: boolean;
  readonly at: Date;
}

const DEED = {
  id: interactions.id,
  userId: interactions.userId,
  type: interactions.type,
  productId: interactions.productId,
  rating: interactions.rating,
  isVouched: interactions.isVouched,
  at: interactions.at,
};

/** @returns at most `limit` deeds of members behind this position, ordered by user and id */
export function findMemberDeedsAfter(
  tx: Tx,
  position: { userId: string; id: number },
  limit: number,
): Promise<StoredDeed[]> {
  return tx
    .select(DEED)
    .from(interactions)
    .where(
      and(
        isNotNull(interactions.userId),
        isNotNull(interactions.productId),
        sql`(${interactions.userId}, ${interactions.id}) > (${position.userId}::uuid, ${position.id}::bigint)`,
      ),
    )
    .orderBy(asc(interactions.userId), asc(interactions.id))
    .limit(limit);
}

/** @returns at most `limit` deeds of guests with ids above `afterId`, ascending */
export function findGuestDeedsAfter(tx: Tx, afterId: number, limit: number): Promise<StoredDeed[]> {
  return tx
    .select(DEED)
    .from(interactions)
    .where(and(isNull(interactions.userId), isNotNull(interactions.productId), gt(interactions.id, afterId)))
    .orderBy(asc(interactions.id))
    .limit(limit);
}

/** What one member did with one product in one way, taken together. */
export interface HistoryEntry {
  readonly userId: string;
  readonly productId: string;
  readonly type: InteractionType;
  /** of the newest review */
  readonly rating: number | null;
  /** the last time */
  readonly at: Date;
}

const historyEntry = z.object({
  userId: z.string(),
  productId: z.string(),
  type: z.enum(INTERACTION_TYPES),
  rating: z.number().nullable(),
  at: z.coerce.date(),
});

/** Of each member at most 5 000 entries, those of purchases first, then the newest. One statement. @param userIds  well-formed */
export async function findHistories(tx: Tx, userIds: readonly string[]): Promise<HistoryEntry[]> {
  if (userIds.length === 0) return [];
  const rows = await tx.execute(sql`
    select member.id as "userId", entry.*
    from json_array_elements_text(${JSON.stringify(userIds)}::json) as asked(id)
    cross join lateral (select asked.id::uuid as id) as member
    cross join lateral (
      select product_id as "productId", type, (array_agg(rating order by at desc))[1] as rating, max(at) as at
      from interactions
      where user_id = member.id and product_id is not null
      group by product_id, type
      order by type = 'PURCHASE' desc, max(at) desc
      limit 5000
    ) as entry`);
  return rows.map((row) => historyEntry.parse(row));
}

/** The newest interaction; 0 without any. */
export async function newestInteractionId(tx: Tx): Promise<number> {
  const [row] = await tx.select({ id: max(interactions.id) }).from(interactions);
  return row?.id ?? 0;
}
