import { eq, inArray, lt, sql } from 'drizzle-orm';
import type { CatalogueVariant } from '../domain/variant.js';
import type { CartsReader, CartsTransaction } from './database.js';
import { catalogueProducts, catalogueVariants, variantStock } from './tables.js';

/** By id; variants we never heard of are left out. */
export async function findVariants(
  db: CartsReader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CatalogueVariant>> {
  const rows = await db
    .select()
    .from(catalogueVariants)
    .where(inArray(catalogueVariants.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps the newest: an older version than the one we have changes nothing. */
export async function saveVariant(
  tx: CartsTransaction,
  { id, ...facts }: CatalogueVariant & { readonly version: number },
): Promise<void> {
  await tx
    .insert(catalogueVariants)
    .values({ id, ...facts })
    .onConflictDoUpdate({
      target: catalogueVariants.id,
      set: facts,
      setWhere: lt(catalogueVariants.version, sql`excluded.version`),
    });
}

/** Keeps the newest: an older version than the one we have changes nothing. */
export async function saveProduct(
  tx: CartsTransaction,
  { id, ...facts }: { id: string; categoryIds: readonly string[]; version: number },
): Promise<void> {
  await tx
    .insert(catalogueProducts)
    .values({ id, ...facts })
    .onConflictDoUpdate({
      target: catalogueProducts.id,
      set: facts,
      setWhere: lt(catalogueProducts.version, sql`excluded.version`),
    });
}

/** Keeps the newest: an older version than the one we have changes nothing. @returns whether it was news */
export async function saveStock(
  tx: CartsTransaction,
  { variantId, ...facts }: { variantId: string; availableQuantity: number; version: number },
): Promise<boolean> {
  const saved = await tx
    .insert(variantStock)
    .values({ variantId, ...facts })
    .onConflictDoUpdate({
      target: variantStock.variantId,
      set: facts,
      setWhere: lt(variantStock.version, sql`excluded.version`),
    })
    .returning({ variantId: variantStock.variantId });
  return saved.length > 0;
}

/** Keeps news of the variant's stock out until the transaction ends. @returns null when nothing was heard of it yet */
export async function holdStock(tx: CartsTransaction, variantId: string): Promise<number | null> {
  const [stock] = await tx.select().from(variantStock).where(eq(variantStock.variantId, variantId)).for('share');
  return stock?.availableQuantity ?? null;
}
