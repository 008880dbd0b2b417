import type { Viewer } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';
import { changeProduct, lockProduct } from '../data/product.repository.js';
import { refreshDocuments } from '../data/search/write-documents.js';
import { renameVariants, touchVariants } from '../data/variant.repository.js';
import { requireOwn, requireSeller } from '../domain/ownership.js';
import type { ProductDraft } from '../domain/product-draft.js';
import { publishProduct, publishVariants } from './publish-changes.js';
import { requireBrandId, requireCategoryId } from './require-references.js';

/**
 * Changes what is given of a product. Its slug stays: addresses must not break.
 *
 * @throws NotFoundError  for an unknown or somebody else's product, and for an unknown category
 * Emits `product-changed`, and `variant-changed` for all variants when the name changes (outbox, same transaction).
 */
export async function updateProduct(
  app: ProductsDependencies,
  viewer: Viewer,
  { productId, changes }: { productId: string; changes: Partial<ProductDraft> },
): Promise<void> {
  const member = requireSeller(viewer);
  await app.db.transaction(async (tx) => {
    const product = requireOwn(member, await lockProduct(tx, productId), 'Product');
    const { brandName, ...facts } = changes;
    const brand = brandName === undefined ? {} : { brandId: await requireBrandId(tx, brandName) };
    if (facts.categoryId !== undefined) await requireCategoryId(tx, facts.categoryId);
    const updatedAt = app.now();
    await changeProduct(tx, productId, { ...facts, ...brand, updatedAt });
    const isRenamed = facts.name !== undefined && facts.name !== product.name;
    const renamed = isRenamed ? await touchVariants(tx, productId, updatedAt) : [];
    if (facts.name !== undefined) await renameVariants(tx, productId, { from: product.name, to: facts.name });
    await refreshDocuments(tx, [productId]);
    await publishProduct(tx, app, productId);
    await publishVariants(tx, app, renamed);
  });
}
