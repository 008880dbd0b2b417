import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { RedemptionState } from '../domain/redemption.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { promotionCustomers, promotionRedemptions, promotions } from './tables.js';

export interface Redemption {
  readonly orderId: string;
  readonly promotionId: string;
  readonly customer: string | null;
  readonly state: RedemptionState;
  readonly heldUntil: Date;
}

/** Locks what an order has claimed, confirmed or released, until the transaction ends; in the order of the promotions' ids. */
export function lockRedemptions(tx: CartsTransaction, orderId: string): Promise<Redemption[]> {
  return tx
    .select()
    .from(promotionRedemptions)
    .where(eq(promotionRedemptions.orderId, orderId))
    .orderBy(asc(promotionRedemptions.promotionId))
    .for('update');
}

/**
 * Counts one more use of each promotion, where its limit allows. Locks them in the order of their ids, so that nobody deadlocks.
 *
 * @returns the ids of those that were counted
 */
export async function countUses(tx: CartsTransaction, promotionIds: readonly string[]): Promise<string[]> {
  await lockInOrder(tx, promotionIds);
  const counted = await tx
    .update(promotions)
    .set({ usedCount: sql`${promotions.usedCount} + 1` })
    .where(
      and(
        inArray(promotions.id, [...promotionIds]),
        or(isNull(promotions.usageLimit), lt(promotions.usedCount, promotions.usageLimit)),
      ),
    )
    .returning({ id: promotions.id });
  return counted.map(({ id }) => id);
}

/** The same for one customer's uses. @returns the ids of those that were counted */
export async function countUsesOfCustomer(
  tx: CartsTransaction,
  customer: string,
  promotionIds: readonly string[],
): Promise<string[]> {
  const limit = sql`(select coalesce(${promotions.usageLimitPerCustomer}, 2147483647) from ${promotions}
    where ${promotions.id} = excluded.promotion_id)`;
  const counted = await tx
    .insert(promotionCustomers)
    .values(promotionIds.toSorted().map((promotionId) => ({ customer, promotionId, usedCount: 1 })))
    .onConflictDoUpdate({
      target: [promotionCustomers.customer, promotionCustomers.promotionId],
      set: { usedCount: sql`${promotionCustomers.usedCount} + 1` },
      setWhere: sql`${promotionCustomers.usedCount} < ${limit}`,
    })
    .returning({ promotionId: promotionCustomers.promotionId });
  return counted.map(({ promotionId }) => promotionId);
}

/** Inserts claims, or claims again what was released. */
export async function saveClaims(tx: CartsTransaction, claims: readonly Omit<Redemption, 'state'>[]): Promise<void> {
  if (claims.length === 0) return;
  await tx
    .insert(promotionRedemptions)
    .values(claims.map((claim) => ({ ...claim, state: 'CLAIMED' as const })))
    .onConflictDoUpdate({
      target: [promotionRedemptions.orderId, promotionRedemptions.promotionId],
      set: { state: 'CLAIMED', customer: sql`excluded.customer`, heldUntil: sql`excluded.held_until` },
    });
}

/** What was released stays so: the order was cancelled before, or came too late. */
export async function confirmClaims(tx: CartsTransaction, orderId: string): Promise<void> {
  await tx
    .update(promotionRedemptions)
    .set({ state: 'CONFIRMED' })
    .where(and(eq(promotionRedemptions.orderId, orderId), eq(promotionRedemptions.state, 'CLAIMED')));
}

/** Gives uses back to their promotions and customers. @param redemptions  of one order, locked, none of them released */
export async function releaseRedemptions(
  tx: CartsTransaction,
  orderId: string,
  redemptions: readonly Redemption[],
): Promise<void> {
  if (redemptions.length === 0) return;
  const promotionIds = redemptions.map(({ promotionId }) => promotionId);
  await lockInOrder(tx, promotionIds);
  await tx
    .update(promotionRedemptions)
    .set({ state: 'RELEASED' })
    .where(and(eq(promotionRedemptions.orderId, orderId), inArray(promotionRedemptions.promotionId, promotionIds)));
  await tx
    .update(promotions)
    .set({ usedCount: sql`${promotions.usedCount} - 1` })
    .where(inArray(promotions.id, promotionIds));
  const customers = redemptions.flatMap(({ customer }) => customer ?? []);
  if (customers.length === 0) return;
  await tx
    .update(promotionCustomers)
    .set({ usedCount: sql`${promotionCustomers.usedCount} - 1` })
    .where(and(inArray(promotionCustomers.customer, customers), inArray(promotionCustomers.promotionId, promotionIds)));
}

/** Orders whose claims nobody confirmed or released in time, the longest waiting first. */
export async function findOverdueOrders(
  db: CartsReader,
  { heldBefore, limit }: { heldBefore: Date; limit: number },
): Promise<string[]> {
  const overdue = await db
    .select({ orderId: promotionRedemptions.orderId })
    .from(promotionRedemptions)
    .where(and(eq(promotionRedemptions.state, 'CLAIMED'), lt(promotionRedemptions.heldUntil, heldBefore)))
    .groupBy(promotionRedemptions.orderId)
    .orderBy(asc(sql`min(${promotionRedemptions.heldUntil})`))
    .limit(limit);
  return overdue.map(({ orderId }) => orderId);
}

async function lockInOrder(tx: CartsTransaction, promotionIds: readonly string[]): Promise<void> {
  await tx
    .select({ id: promotions.id })
    .from(promotions)
    .where(inArray(promotions.id, [...promotionIds]))
    .orderBy(asc(promotions.id))
    .for('update');
}
