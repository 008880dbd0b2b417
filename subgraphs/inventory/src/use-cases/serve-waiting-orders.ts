import { anEvent, stockArrived } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import { type Served, serveBackordered } from '../data/backorder.repository.js';
import { findCommitted } from '../data/reservation.repository.js';
import type { InventoryTransaction } from './dependencies.js';

/**
 * There may be more to sell of these variants: orders that wait for some get theirs first. The variants are locked and their movements
 * written.
 *
 * Emits `stock-arrived` to those that are paid; the others learn with `stock-committed` what they wait for.
 */
export async function serveWaitingOrders(
  tx: InventoryTransaction,
  outbox: Outbox,
  variantIds: readonly string[],
): Promise<void> {
  await tellArrived(tx, outbox, await serveBackordered(tx, variantIds));
}

/** @param served  may be none */
export async function tellArrived(tx: InventoryTransaction, outbox: Outbox, served: readonly Served[]): Promise<void> {
  if (served.length === 0) return;
  const paid = await findCommitted(tx, [...new Set(served.map(({ orderId }) => orderId))]);
  const facts = paid.map((orderId) => {
    const arrived = served
      .filter((line) => line.orderId === orderId)
      .map(({ variantId, quantity }) => ({ variantId, quantity }));
    return anEvent(stockArrived, { data: { orderId, arrived }, version: 1, at: new Date() });
  });
  await outbox.append(tx, facts);
}
