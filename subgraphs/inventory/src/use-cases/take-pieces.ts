import { failpoint, type Outbox } from '@souk/subgraph-kit';
import { addBackordered } from '../data/backorder.repository.js';
import { addPicks } from '../data/reservation.repository.js';
import { findSupplies, lockVariants, moveStock } from '../data/stock.repository.js';
import { type HoldAsk, type Plan, planHolds, wantedOf } from '../domain/plan-holds.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { publishStockChanged } from './publish-stock-changed.js';

export interface OrderAsk extends HoldAsk {
  readonly orderId: string;
}

/**
 * Sets the pieces of every line aside for the orders, one after the other; for one that is short nothing is written. The orders'
 * reservations are locked and have no pieces yet.
 *
 * @param asks  at least one, one per order
 * @returns one plan per ask, same order
 * Emits one `stock-changed` per variant.
 */
export async function takePieces(tx: InventoryTransaction, outbox: Outbox, asks: readonly OrderAsk[]): Promise<Plan[]> {
  const wanted = wantedOf(asks);
  await lockVariants(tx, wanted.variantIds);
  await failpoint('inventory.take.locked', asks[0]?.orderId);
  const plans = planHolds(asks, await findSupplies(tx, wanted));
  const picks = asks.flatMap(({ orderId }, index) => {
    const plan = plans[index];
    return plan?.kind === 'picked' ? plan.picks.map((pick) => ({ orderId, ...pick })) : [];
  });
  if (picks.length === 0) return plans;
  await addPicks(tx, picks);
  await addBackordered(tx, picks);
  await moveStock(
    tx,
    picks.map(({ orderId, ...pick }) => moveOf(pick, { kind: 'RESERVED', orderId })),
  );
  await publishStockChanged(tx, outbox, [...new Set(picks.map(({ variantId }) => variantId))]);
  return plans;
}
