import { newId } from '@souk/subgraph-kit';
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Promotion, PromotionTerms } from '../domain/promotion.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { promotionCustomers, promotions } from './tables.js';

/** Any order; ids that do not exist are left out. */
export async function findPromotions(db: CartsReader, ids: readonly string[]): Promise<Promotion[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(promotions)
    .where(inArray(promotions.id, [...ids]));
}

/** What applies by itself at this moment, and the promotions with these ids, in force or not; any order. */
export async function findOffers(
  db: CartsReader,
  { ids, at }: { ids: readonly string[]; at: Date },
): Promise<Promotion[]> {
  const hasNotEnded = or(isNull(promotions.endsAt), gt(promotions.endsAt, at));
  const appliesByItself = and(
    isNull(promotions.code),
    isNull(promotions.archivedAt),
    lte(promotions.startsAt, at),
    hasNotEnded,
  );
  return db
    .select()
    .from(promotions)
    .where(ids.length === 0 ? appliesByItself : or(appliesByItself, inArray(promotions.id, [...ids])));
}

export interface CustomerUses {
  readonly customer: string;
  readonly promotionId: string;
  readonly usedCount: number;
}

/** How often these customers used what limits them and was not archived; any order. */
export async function findCustomerUses(db: CartsReader, customers: readonly string[]): Promise<CustomerUses[]> {
  if (customers.length === 0) return [];
  return db
    .select({
      customer: promotionCustomers.customer,
      promotionId: promotionCustomers.promotionId,
      usedCount: promotionCustomers.usedCount,
    })
    .from(promotionCustomers)
    .innerJoin(promotions, eq(promotions.id, promotionCustomers.promotionId))
    .where(
      and(
        inArray(promotionCustomers.customer, [...customers]),
        isNotNull(promotions.usageLimitPerCustomer),
        isNull(promotions.archivedAt),
      ),
    );
}

/** The promotion that has this code and was not archived, in force or not. @param code  upper-case */
export async function findPromotionByCode(db: CartsReader, code: string): Promise<Promotion | null> {
  const open = and(eq(promotions.code, code), isNull(promotions.archivedAt));
  const [promotion] = await db.select().from(promotions).where(open);
  return promotion ?? null;
}

/** Newest first. @param after  the id before the stretch */
export function listPromotions(
  db: CartsReader,
  { after, limit }: { after: string | null; limit: number },
): Promise<Promotion[]> {
  return db
    .select()
    .from(promotions)
    .where(after === null ? undefined : lt(promotions.id, after))
    .orderBy(desc(promotions.id))
    .limit(limit);
}

export async function countPromotions(db: CartsReader): Promise<number> {
  return db.$count(promotions);
}

/** @returns null when an unarchived promotion has the code already */
export async function insertPromotion(tx: CartsTransaction, terms: PromotionTerms): Promise<Promotion | null> {
  const [inserted] = await tx
    .insert(promotions)
    .values({ id: newId(), ...terms })
    .onConflictDoNothing()
    .returning();
  return inserted ?? null;
}

/** Holds the promotion against every other writer until the transaction ends. @returns null when there is no such promotion */
export async function lockPromotion(tx: CartsTransaction, id: string): Promise<Promotion | null> {
  const [promotion] = await tx.select().from(promotions).where(eq(promotions.id, id)).for('update');
  return promotion ?? null;
}

/** @param terms  what is not named stays */
export async function updatePromotion(
  tx: CartsTransaction,
  id: string,
  terms: Partial<PromotionTerms>,
): Promise<Promotion> {
  const [updated] = await tx.update(promotions).set(terms).where(eq(promotions.id, id)).returning();
  if (!updated) throw new Error('A locked promotion is there');
  return updated;
}

/** Archiving again keeps the first time. @returns null when there is no such promotion */
export async function archivePromotion(db: CartsReader, id: string, at: Date): Promise<Promotion | null> {
  const [archived] = await db
    .update(promotions)
    .set({ archivedAt: sql`coalesce(${promotions.archivedAt}, ${at.toISOString()})` })
    .where(eq(promotions.id, id))
    .returning();
  return archived ?? null;
}
