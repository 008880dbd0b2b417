import { and, eq, inArray, lt, max, ne, sql } from 'drizzle-orm';
import type { Price, Variant } from '../domain/product.js';
import { variantColumns } from './columns.js';
import type { ProductsTransaction } from './database.js';
import { prices, products, variants } from './tables.js';

export type NewVariant = Omit<Variant, 'imageId' | 'isActive' | 'version'>;
export type VariantChanges = Partial<
  Pick<Variant, 'sku' | 'name' | 'options' | 'weightGrams' | 'taxClass' | 'imageId' | 'isActive'>
>;

/** Those of the SKUs that a variant has, archived or not; `exceptId`'s own does not count. */
export async function findTakenSkus(
  tx: ProductsTransaction,
  skus: readonly string[],
  exceptId?: string,
): Promise<Set<string>> {
  const rows = await tx
    .select({ sku: variants.sku })
    .from(variants)
    .where(and(inArray(variants.sku, [...skus]), exceptId ? ne(variants.id, exceptId) : undefined));
  return new Set(rows.map(({ sku }) => sku));
}

/** @returns how many went in: fewer than given when another transaction has taken a SKU meanwhile */
export async function insertVariants(tx: ProductsTransaction, rows: readonly NewVariant[], at: Date): Promise<number> {
  const inserted = await tx
    .insert(variants)
    .values(rows.map((row) => ({ ...row, isActive: true, version: 1, createdAt: at, updatedAt: at })))
    .onConflictDoNothing({ target: variants.sku })
    .returning({ id: variants.id });
  return inserted.length;
}

/** Sets the price in each row's currency, whether there was one or not. */
export async function upsertPrices(tx: ProductsTransaction, rows: readonly Price[]): Promise<void> {
  await tx
    .insert(prices)
    .values([...rows])
    .onConflictDoUpdate({
      target: [prices.variantId, prices.currency],
      set: { minorUnits: sql`excluded.minor_units`, compareAtMinorUnits: sql`excluded.compare_at_minor_units` },
    });
}

export interface OwnedVariant extends Variant {
  readonly sellerId: string;
  readonly productName: string;
}

/** The variant with its product's seller, the product locked until the transaction ends; null when there is none. */
export async function lockVariant(tx: ProductsTransaction, id: string): Promise<OwnedVariant | null> {
  const [row] = await tx
    .select({ ...variantColumns, sellerId: products.sellerId, productName: products.name })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(eq(variants.id, id))
    .for('update', { of: products });
  return row ?? null;
}

/** Variants of a locked product that are not archived. */
export function findOffered(tx: ProductsTransaction, productId: string): Promise<Variant[]> {
  return tx
    .select(variantColumns)
    .from(variants)
    .where(and(eq(variants.productId, productId), variants.isActive));
}

/** Place after the last variant of a locked product. */
export async function nextPosition(tx: ProductsTransaction, productId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(variants.position) })
    .from(variants)
    .where(eq(variants.productId, productId));
  return (row?.last ?? -1) + 1;
}

/** Changes a variant of a locked product and raises its version. */
export async function changeVariant(
  tx: ProductsTransaction,
  id: string,
  changes: VariantChanges & { readonly updatedAt: Date },
): Promise<void> {
  await tx
    .update(variants)
    .set({ ...changes, version: sql`${variants.version} + 1` })
    .where(eq(variants.id, id));
}

/** Raises the versions of all variants of a locked product: what others know of them has changed. @returns their ids */
export async function touchVariants(tx: ProductsTransaction, productId: string, updatedAt: Date): Promise<string[]> {
  const rows = await tx
    .update(variants)
    .set({ version: sql`${variants.version} + 1`, updatedAt })
    .where(eq(variants.productId, productId))
    .returning({ id: variants.id });
  return rows.map(({ id }) => id);
}

/** Variants of a locked product that are named like it take its new name. */
export async function renameVariants(
  tx: ProductsTransaction,
  productId: string,
  names: { from: string; to: string },
): Promise<void> {
  await tx
    .update(variants)
    .set({ name: names.to })
    .where(and(eq(variants.productId, productId), eq(variants.name, names.from)));
}

/** @returns false when the variant is unknown or has heard a newer word */
export async function setAvailableQuantity(
  tx: ProductsTransaction,
  { variantId, availableQuantity, version }: { variantId: string; availableQuantity: number; version: number },
): Promise<boolean> {
  const updated = await tx
    .update(variants)
    .set({ availableQuantity, stockVersion: version })
    .where(and(eq(variants.id, variantId), lt(variants.stockVersion, version)))
    .returning({ id: variants.id });
  return updated.length > 0;
}
