import type { Outbox } from '@souk/subgraph-kit';
import { failpoint } from '@souk/subgraph-kit';
import { addPicks } from '../data/reservation.repository.js';
import { findSupplies, lockVariants, moveStock } from '../data/stock.repository.js';
import { chooseWarehouses, type WantedLine } from '../domain/choose-warehouses.js';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { publishStockChanged } from './publish-stock-changed.js';

/**
 * Sets the pieces of every line aside for the order. The order's reservation is locked and has no pieces yet.
 *
 * @param lines    at most one per variant
 * @param country  ship-to; null when it is not known
 * @throws ShortOfStockError  before anything is written, with every short line
 * Emits `stock-changed`.
 */
export async function takePieces(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, lines, country }: { orderId: string; lines: readonly WantedLine[]; country: string | null },
): Promise<void> {
  const variantIds = lines.map(({ variantId }) => variantId);
  await lockVariants(tx, variantIds);
  await failpoint('inventory.take.locked', orderId);
  const picks = chooseWarehouses(lines, await findSupplies(tx, variantIds), country);
  const moves = picks.map(
    ({ variantId, warehouseId, quantity }): StockMove => ({
      variantId,
      warehouseId,
      kind: 'RESERVED',
      onHandDelta: 0,
      reservedDelta: quantity,
      reason: null,
      reference: orderId,
    }),
  );
  await moveStock(tx, moves);
  await addPicks(tx, orderId, picks);
  await publishStockChanged(tx, outbox, variantIds);
}
