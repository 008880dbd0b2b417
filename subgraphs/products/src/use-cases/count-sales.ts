import type { ProductsTransaction } from '../data/database.js';
import { addSales } from '../data/product.repository.js';
import { refreshSales } from '../data/search/refresh-figures.js';

/** @param lines  of one paid order; `quantity` in pieces */
export async function countSales(
  tx: ProductsTransaction,
  lines: readonly { productId: string; quantity: number }[],
): Promise<void> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  await addSales(tx, quantities);
  await refreshSales(tx, [...quantities.keys()]);
}
