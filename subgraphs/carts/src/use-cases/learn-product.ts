import type { EventData, productChanged } from '@souk/events';
import { saveProduct } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';

/** Keeps what categories a product is in; older news than we have changes nothing. @param version  the product's */
export async function learnProduct(
  tx: CartsTransaction,
  { productId, categoryIds }: EventData<typeof productChanged>,
  version: number,
): Promise<void> {
  await saveProduct(tx, { id: productId, categoryIds, version });
}
