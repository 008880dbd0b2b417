import { failpoint, type Outbox } from '@souk/subgraph-kit';
import { addStockItems, moveStock } from '../data/stock.repository.js';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { publishStockChanged } from './publish-stock-changed.js';
import { serveWaitingOrders } from './serve-waiting-orders.js';

/**
 * Moves pieces to and from shelves; a warehouse that never had a variant gets a stock item for it. The variants are locked.
 *
 * @throws Error  when an item does not allow its move: who planned it has a bug
 * Emits one `stock-changed` per variant, and `stock-arrived` to orders that waited for some.
 */
export async function moveShelves(
  tx: InventoryTransaction,
  outbox: Outbox,
  moves: readonly StockMove[],
): Promise<void> {
  if (moves.length === 0) return;
  await addStockItems(tx, moves);
  await moveStock(tx, moves);
  await failpoint('inventory.shelves.before-outbox', moves[0]?.reference ?? undefined);
  const variantIds = [...new Set(moves.map(({ variantId }) => variantId))];
  await serveWaitingOrders(tx, outbox, variantIds);
  await publishStockChanged(tx, outbox, variantIds);
}
