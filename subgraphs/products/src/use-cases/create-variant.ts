import { runOnce, type Viewer } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { ProductsDependencies } from '../context.js';
import { lockProduct } from '../data/product.repository.js';
import { refreshDocuments } from '../data/search/write-documents.js';
import { requireOwn, requireSeller } from '../domain/ownership.js';
import type { VariantDraft } from '../domain/variant-draft.js';
import { addVariants } from './add-variants.js';
import { publishVariants } from './publish-changes.js';

export interface NewVariant {
  readonly productId: string;
  readonly draft: VariantDraft;
  readonly idempotencyKey: string | null;
}

const answer = z.object({ variantId: z.uuid() });

/**
 * Adds a variant to a product.
 *
 * @returns  its id
 * @throws NotFoundError  for an unknown or somebody else's product
 * @throws MendableError  SKU_TAKEN, OPTIONS_TAKEN
 * Emits `variant-changed` (outbox, same transaction).
 */
export async function createVariant(app: ProductsDependencies, viewer: Viewer, input: NewVariant): Promise<string> {
  const member = requireSeller(viewer);
  const { idempotencyKey: key, ...content } = input;
  const { variantId } = await app.db.transaction((tx) =>
    runOnce(tx, { scope: `user:${member.id}/variantCreate`, key, input: content }, answer, async () => {
      const product = requireOwn(member, await lockProduct(tx, input.productId), 'Product');
      const [id] = await addVariants(tx, product, [input.draft], { at: app.now(), path: ['input'] });
      if (!id) throw new Error('One draft makes one variant');
      await refreshDocuments(tx, [product.id]);
      await publishVariants(tx, app, [id]);
      return { variantId: id };
    }),
  );
  return variantId;
}
