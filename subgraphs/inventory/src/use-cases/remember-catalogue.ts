import type { EventData, productChanged, variantChanged } from '@souk/events';
import { saveProduct, saveVariant } from '../data/catalogue.repository.js';
import type { InventoryTransaction } from './dependencies.js';

/** Keeps what inventory needs to know of a variant; news older than what it has changes nothing. */
export async function rememberVariant(
  tx: InventoryTransaction,
  { variantId, productId, sellerId, sku, name, isActive }: EventData<typeof variantChanged>,
  version: number,
): Promise<void> {
  await saveVariant(tx, { id: variantId, productId, sellerId, sku, name, isActive, version });
}

/** Keeps whether the product is for sale; news older than what it has changes nothing. */
export async function rememberProduct(
  tx: InventoryTransaction,
  { productId, isActive }: EventData<typeof productChanged>,
  version: number,
): Promise<void> {
  await saveProduct(tx, { id: productId, isActive, version });
}
