import { newId, runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { ProductsDependencies } from '../context.js';
import type { ProductsTransaction } from '../data/database.js';
import { insertProduct } from '../data/product.repository.js';
import { refreshDocuments } from '../data/search/write-documents.js';
import { requireSeller, sellerOfNew } from '../domain/ownership.js';
import type { ProductDraft } from '../domain/product-draft.js';
import type { VariantDraft } from '../domain/variant-draft.js';
import { addVariants } from './add-variants.js';
import { publishProduct, publishVariants } from './publish-changes.js';
import { requireBrandId, requireCategoryId } from './require-references.js';

export interface NewProduct {
  readonly draft: ProductDraft;
  /** 1–100, distinct SKUs and options */
  readonly variants: readonly VariantDraft[];
  /** null: the viewer; only an admin names another */
  readonly sellerId: string | null;
  readonly idempotencyKey: string | null;
}

const answer = z.object({ productId: z.uuid() });

/**
 * Puts a product with its variants on sale.
 *
 * @returns  its id
 * @throws UnauthenticatedError, ForbiddenError  for those who sell nothing
 * @throws NotFoundError  for an unknown category
 * @throws MendableError  SKU_TAKEN, OPTIONS_TAKEN; nothing is created
 * Emits `product-changed` and a `variant-changed` per variant (outbox, same transaction).
 */
export async function createProduct(app: ProductsDependencies, viewer: Viewer, input: NewProduct): Promise<string> {
  const member = requireSeller(viewer);
  const sellerId = sellerOfNew(member, input.sellerId);
  const { idempotencyKey: key, ...content } = input;
  const { productId } = await app.db.transaction((tx) =>
    runOnce(tx, { scope: `user:${member.id}/productCreate`, key, input: content }, answer, () =>
      create(app, tx, { ...input, sellerId }),
    ),
  );
  return productId;
}

async function create(
  app: ProductsDependencies,
  tx: ProductsTransaction,
  { draft, variants, sellerId }: NewProduct & { readonly sellerId: string },
): Promise<z.infer<typeof answer>> {
  const productId = newId();
  const at = app.now();
  const { brandName, ...facts } = draft;
  await requireCategoryId(tx, draft.categoryId);
  const brandId = await requireBrandId(tx, brandName);
  await insertProduct(tx, { ...facts, id: productId, brandId, sellerId, createdAt: at, updatedAt: at });
  const variantIds = await addVariants(tx, { id: productId, name: draft.name }, variants, {
    at,
    path: ['input', 'variants'],
  });
  await refreshDocuments(tx, [productId]);
  await publishProduct(tx, app, productId);
  await publishVariants(tx, app, variantIds);
  return { productId };
}
