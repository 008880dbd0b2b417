import { findOverdueOrders } from '../data/redemption.repository.js';
import type { CartsDependencies } from './dependencies.js';
import { confirmRedemptions, endRedemptions } from './end-redemptions.js';

/** An order is not written after its claims' time; this much clocks may differ, and a transaction may last. */
const GRACE_MS = 60_000;
/** as many as one question to orders may name */
const BATCH = 100;

/**
 * Asks orders what became of claims whose time is over, and confirms or releases them. While orders does not answer they stay: a use
 * that may belong to an order is never given to another.
 *
 * @throws ServiceUnavailableError  when orders does not answer
 * Source: docs/decisions/0021-promotions.md
 */
export async function settleOverdueClaims({
  database,
  orders,
  clock,
}: Pick<CartsDependencies, 'database' | 'orders' | 'clock'>): Promise<void> {
  const heldBefore = new Date(clock().getTime() - GRACE_MS);
  const orderIds = await findOverdueOrders(database.db, { heldBefore, limit: BATCH });
  if (orderIds.length === 0) return;
  const standings = await orders.find(orderIds);
  const isCancelled = new Map(standings.map((order) => [order.orderId, order.isCancelled]));
  for (const orderId of orderIds) {
    await database.db.transaction(async (tx) => {
      if (isCancelled.get(orderId) === false) await confirmRedemptions(tx, orderId);
      else await endRedemptions(tx, orderId, heldBefore);
    });
  }
}
