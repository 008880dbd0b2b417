import type { ProductsTransaction } from '../data/database.js';
import { refreshStock } from '../data/search/refresh-figures.js';
import { setAvailableQuantity } from '../data/variant.repository.js';

export interface StockLevel {
  readonly variantId: string;
  readonly productId: string;
  /** pieces that can be sold, ≥ 0 */
  readonly availableQuantity: number;
  /** of inventory's word on this variant */
  readonly version: number;
}

/** Keeps what inventory said last, so that products can be filtered by stock. An older word changes nothing. */
export async function rememberStock(tx: ProductsTransaction, level: StockLevel): Promise<void> {
  if (await setAvailableQuantity(tx, level)) await refreshStock(tx, level.productId);
}
