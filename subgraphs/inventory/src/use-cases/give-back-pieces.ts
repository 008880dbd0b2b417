import type { Outbox } from '@souk/subgraph-kit';
import { removePicks } from '../data/reservation.repository.js';
import { lockVariants, moveStock } from '../data/stock.repository.js';
import type { StockMove } from '../domain/stock-movement.js';
import type { InventoryTransaction } from './dependencies.js';
import { publishStockChanged } from './publish-stock-changed.js';

/**
 * Makes the order's pieces sellable again: RELEASED and EXPIRED when they are still on the shelf, RESTOCKED when they had left it.
 * The order's reservation is locked.
 *
 * Emits `stock-changed`.
 */
export async function giveBackPieces(
  tx: InventoryTransaction,
  outbox: Outbox,
  { orderId, kind }: { orderId: string; kind: 'RELEASED' | 'EXPIRED' | 'RESTOCKED' },
): Promise<void> {
  const picks = await removePicks(tx, orderId);
  const variantIds = [...new Set(picks.map(({ variantId }) => variantId))];
  await lockVariants(tx, variantIds);
  const moves = picks.map(
    ({ variantId, warehouseId, quantity }): StockMove => ({
      variantId,
      warehouseId,
      kind,
      onHandDelta: kind === 'RESTOCKED' ? quantity : 0,
      reservedDelta: kind === 'RESTOCKED' ? 0 : -quantity,
      reason: null,
      reference: orderId,
    }),
  );
  await moveStock(tx, moves);
  await publishStockChanged(tx, outbox, variantIds);
}
