import type { Outbox } from '@souk/subgraph-kit';
import { forgetBackordered } from '../data/backorder.repository.js';
import { removePicks } from '../data/reservation.repository.js';
import { lockVariants, moveStock } from '../data/stock.repository.js';
import { moveOf } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { publishStockChanged } from './publish-stock-changed.js';
import { serveWaitingOrders } from './serve-waiting-orders.js';

/**
 * Makes the order's pieces sellable again: RELEASED and EXPIRED when they are still on the shelf, RESTOCKED when they had left it.
 * The order's reservation is locked.
 *
 * Emits `stock-changed`, and `stock-arrived` to orders that waited for such pieces.
 */
export async function giveBackPieces(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, kind }: { orderId: string; kind: 'RELEASED' | 'EXPIRED' | 'RESTOCKED' },
): Promise<void> {
  const picks = await removePicks(tx, orderId);
  const variantIds = [...new Set(picks.map(({ variantId }) => variantId))];
  await lockVariants(tx, variantIds);
  await forgetBackordered(tx, orderId);
  await moveStock(
    tx,
    picks.map((pick) => moveOf(pick, { kind, orderId })),
  );
  await serveWaitingOrders(tx, outbox, variantIds);
  await publishStockChanged(tx, outbox, variantIds);
}
