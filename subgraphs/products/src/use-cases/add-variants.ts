import { newId } from '@souk/subgraph-kit';
import type { ProductsTransaction } from '../data/database.js';
import { findOffered, findTakenSkus, insertVariants, nextPosition, upsertPrices } from '../data/variant.repository.js';
import { MendableError } from '../domain/product.errors.js';
import type { Product } from '../domain/product.js';
import { optionsKey, type VariantDraft, variantName } from '../domain/variant-draft.js';

/**
 * Adds variants behind those that a locked or new product has.
 *
 * @param path  of the drafts in the input; the index of a bad one is added when there are several
 * @returns     ids in the order of the drafts
 * @throws MendableError  SKU_TAKEN, OPTIONS_TAKEN
 */
export async function addVariants(
  tx: ProductsTransaction,
  product: Pick<Product, 'id' | 'name'>,
  drafts: readonly VariantDraft[],
  { at, path }: { at: Date; path: readonly string[] },
): Promise<string[]> {
  const pathOf = (index: number, field: string) => [...path, ...(drafts.length > 1 ? [String(index)] : []), field];
  const options = new Set((await findOffered(tx, product.id)).map((variant) => optionsKey(variant.options)));
  const skus = await findTakenSkus(
    tx,
    drafts.map(({ sku }) => sku),
  );
  for (const [index, draft] of drafts.entries()) {
    if (skus.has(draft.sku)) throw new MendableError('SKU_TAKEN', pathOf(index, 'sku'));
    if (options.has(optionsKey(draft.options))) throw new MendableError('OPTIONS_TAKEN', pathOf(index, 'options'));
    skus.add(draft.sku);
    options.add(optionsKey(draft.options));
  }
  const position = await nextPosition(tx, product.id);
  const rows = drafts.map(({ sku, options, weightGrams, taxClass, ...draft }, index) => ({
    id: newId(),
    productId: product.id,
    sku,
    options,
    weightGrams,
    taxClass,
    name: variantName({ ...draft, options }, product.name),
    position: position + index,
  }));
  const inserted = await insertVariants(tx, rows, at);
  if (inserted < rows.length) throw new MendableError('SKU_TAKEN', path);
  await upsertPrices(
    tx,
    rows.flatMap(({ id }, index) => (drafts[index]?.prices ?? []).map((price) => ({ ...price, variantId: id }))),
  );
  return rows.map(({ id }) => id);
}
