import { anEvent, stockChanged } from '@souk/events';
import type { Outbox } from '@souk/subgraph-kit';
import { bumpStockVersions } from '../data/stock.repository.js';
import type { InventoryTransaction } from './dependencies.js';

/** Emits `stock-changed` for each variant, with the next version of its stock. The variants are locked. */
export async function publishStockChanged(
  tx: InventoryTransaction,
  outbox: Outbox,
  variantIds: readonly string[],
): Promise<void> {
  const at = new Date();
  const stocks = await bumpStockVersions(tx, variantIds);
  const facts = stocks.map(({ variantId, productId, stockVersion, available }) =>
    anEvent(stockChanged, { data: { variantId, productId, availableQuantity: available }, version: stockVersion, at }),
  );
  await outbox.append(tx, facts);
}
