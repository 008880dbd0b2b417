import type { Viewer } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';
import { changeProduct, lockProduct } from '../data/product.repository.js';
import { refreshDocuments } from '../data/search/write-documents.js';
import { touchVariants } from '../data/variant.repository.js';
import { requireOwn, requireSeller } from '../domain/ownership.js';
import { publishProduct, publishVariants } from './publish-changes.js';

/**
 * Takes a product off sale for good; safe to repeat. It still resolves by id, for orders that name it.
 *
 * @throws NotFoundError  for an unknown or somebody else's product
 * Emits `product-changed` and a `variant-changed` per variant (outbox, same transaction).
 */
export async function archiveProduct(app: ProductsDependencies, viewer: Viewer, productId: string): Promise<void> {
  const member = requireSeller(viewer);
  await app.db.transaction(async (tx) => {
    const product = requireOwn(member, await lockProduct(tx, productId), 'Product');
    if (!product.isActive) return;
    const updatedAt = app.now();
    await changeProduct(tx, productId, { isActive: false, updatedAt });
    const variantIds = await touchVariants(tx, productId, updatedAt);
    await refreshDocuments(tx, [productId]);
    await publishProduct(tx, app, productId);
    await publishVariants(tx, app, variantIds);
  });
}
