import { anEvent, stockChanged, stockRanLow } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import { recordStockChange, type VariantStock } from '../data/stock.repository.js';
import type { InventoryTransaction } from './dependencies.js';

/**
 * Emits `stock-changed` for each variant, with the next version of its stock, and `stock-ran-low` for one that fell to its threshold
 * with this change: once, until there is more again. The variants are locked.
 */
export async function publishStockChanged(
  tx: InventoryTransaction,
  outbox: Outbox,
  variantIds: readonly string[],
): Promise<void> {
  const at = new Date();
  const stocks = await recordStockChange(tx, variantIds);
  await outbox.append(
    tx,
    stocks.flatMap((stock) => factsOf(stock, at)),
  );
}

function factsOf({ ranLow, threshold, stockVersion: version, sellable, ...variant }: VariantStock, at: Date) {
  const { variantId, productId } = variant;
  const changed = anEvent(stockChanged, { data: { variantId, productId, availableQuantity: sellable }, version, at });
  if (!ranLow || threshold === null) return [changed];
  return [changed, anEvent(stockRanLow, { data: { ...variant, availableQuantity: sellable, threshold }, version, at })];
}
