import type { Viewer } from '@souk/subgraph-kit';
import type { ProductsDependencies } from '../context.js';
import type { ProductsTransaction } from '../data/database.js';
import { refreshDocuments } from '../data/search/write-documents.js';
import {
  changeVariant,
  findOffered,
  findTakenSkus,
  lockVariant,
  type OwnedVariant,
  upsertPrices,
  type VariantChanges,
} from '../data/variant.repository.js';
import { requireOwn, requireSeller } from '../domain/ownership.js';
import { MendableError } from '../domain/product.errors.js';
import { optionsKey, type PriceDraft } from '../domain/variant-draft.js';
import { publishVariants } from './publish-changes.js';

export interface VariantUpdate {
  readonly variantId: string;
  readonly changes: Pick<VariantChanges, 'sku' | 'name' | 'options' | 'weightGrams' | 'taxClass'>;
}

/**
 * Changes what is given of a variant.
 *
 * @throws NotFoundError  for an unknown or somebody else's variant
 * @throws MendableError  SKU_TAKEN, OPTIONS_TAKEN
 * Emits `variant-changed` (outbox, same transaction).
 */
export async function updateVariant(app: ProductsDependencies, viewer: Viewer, update: VariantUpdate): Promise<void> {
  await change(app, viewer, update.variantId, async (tx, variant, updatedAt) => {
    await refuseTaken(tx, variant, update.changes);
    await changeVariant(tx, variant.id, { ...update.changes, updatedAt });
  });
}

/** Takes a variant off sale for good; safe to repeat. Throws and emits as `updateVariant`. */
export async function archiveVariant(app: ProductsDependencies, viewer: Viewer, variantId: string): Promise<void> {
  await change(app, viewer, variantId, async (tx, variant, updatedAt) => {
    await changeVariant(tx, variant.id, { isActive: false, updatedAt });
  });
}

/** Sets a variant's price in one currency. Throws and emits as `updateVariant`. */
export async function setVariantPrice(
  app: ProductsDependencies,
  viewer: Viewer,
  { variantId, price }: { variantId: string; price: PriceDraft },
): Promise<void> {
  await change(app, viewer, variantId, async (tx, variant, updatedAt) => {
    await upsertPrices(tx, [{ ...price, variantId: variant.id }]);
    await changeVariant(tx, variant.id, { updatedAt });
  });
}

async function change(
  app: ProductsDependencies,
  viewer: Viewer,
  variantId: string,
  act: (tx: ProductsTransaction, variant: OwnedVariant, at: Date) => Promise<void>,
): Promise<void> {
  const member = requireSeller(viewer);
  await app.db.transaction(async (tx) => {
    const variant = requireOwn(member, await lockVariant(tx, variantId), 'Variant');
    await act(tx, variant, app.now());
    await refreshDocuments(tx, [variant.productId]);
    await publishVariants(tx, app, [variant.id]);
  });
}

async function refuseTaken(
  tx: ProductsTransaction,
  variant: OwnedVariant,
  { sku, options }: VariantUpdate['changes'],
): Promise<void> {
  if (sku !== undefined && (await findTakenSkus(tx, [sku], variant.id)).size > 0) {
    throw new MendableError('SKU_TAKEN', ['input', 'sku']);
  }
  if (options === undefined) return;
  const others = (await findOffered(tx, variant.productId)).filter(({ id }) => id !== variant.id);
  if (others.some((other) => optionsKey(other.options) === optionsKey(options))) {
    throw new MendableError('OPTIONS_TAKEN', ['input', 'options']);
  }
}
