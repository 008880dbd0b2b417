import { asc, gt, inArray, lt, max } from 'drizzle-orm';
import type { ProductDocument } from '../domain/content.model.js';
import type { Tx } from './database.js';
import { categories, products } from './tables.js';

export interface CatalogueProduct extends ProductDocument {
  readonly id: string;
  readonly isActive: boolean;
}

/** Keeps what a product is now, unless a newer version of it is there already. */
export async function saveProduct(tx: Tx, product: CatalogueProduct, version: number, changedAt: Date): Promise<void> {
  const { id, name, description, brandId, isActive } = product;
  const values = {
    name,
    description,
    brandId,
    isActive,
    version,
    changedAt,
    categoryIds: [...product.categoryIds],
    attributes: [...product.attributes],
  };
  await tx
    .insert(products)
    .values({ id, ...values })
    .onConflictDoUpdate({ target: products.id, set: values, setWhere: lt(products.version, version) });
}

/** @returns at most `limit` products with ids above `afterId`, ascending */
export function findProductsAfter(tx: Tx, afterId: string, limit: number): Promise<CatalogueProduct[]> {
  return tx
    .select({
      id: products.id,
      name: products.name,
      description: products.description,
      brandId: products.brandId,
      categoryIds: products.categoryIds,
      attributes: products.attributes,
      isActive: products.isActive,
    })
    .from(products)
    .where(gt(products.id, afterId))
    .orderBy(asc(products.id))
    .limit(limit);
}

/** What a reason says of a product, and whether it may be shown. */
export interface ProductFace {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** Those that are known, in any order. @param ids  well-formed */
export async function findFaces(tx: Tx, ids: readonly string[]): Promise<ProductFace[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ id: products.id, name: products.name, isActive: products.isActive })
    .from(products)
    .where(inArray(products.id, [...ids]));
}

/** Those that are known, in any order. @param ids  well-formed */
export async function findCategories(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(categories)
    .where(inArray(categories.id, [...ids]));
}

/** When a product changed last; null without products. Whole milliseconds. */
export async function catalogueChangedAt(tx: Tx): Promise<Date | null> {
  const [row] = await tx.select({ at: max(products.changedAt) }).from(products);
  return row?.at ?? null;
}
