import { eq, inArray } from 'drizzle-orm';
import type { Price, Product, Variant } from '../domain/product.js';
import { productColumns, variantColumns } from './columns.js';
import type { ProductsTransaction } from './database.js';
import { brands, categories, prices, products, variants } from './tables.js';

/** All that others are told of a product. */
export interface ProductFacts extends Product {
  readonly brandName: string | null;
  /** from the root down; null without a category */
  readonly path: readonly string[] | null;
}

/** All that others are told of a variant. */
export interface VariantFacts extends Variant {
  readonly product: Pick<Product, 'name' | 'sellerId' | 'isActive'>;
  readonly prices: readonly Price[];
}

export async function readProductFacts(tx: ProductsTransaction, id: string): Promise<ProductFacts> {
  const [facts] = await tx
    .select({ ...productColumns, brandName: brands.name, path: categories.path })
    .from(products)
    .leftJoin(brands, eq(brands.id, products.brandId))
    .leftJoin(categories, eq(categories.id, products.categoryId))
    .where(eq(products.id, id));
  if (!facts) throw new Error(`Product ${id} is gone`);
  return facts;
}

/** @param ids  any number, two statements */
export async function readVariantFacts(tx: ProductsTransaction, ids: readonly string[]): Promise<VariantFacts[]> {
  const rows = await tx
    .select({
      ...variantColumns,
      product: { name: products.name, sellerId: products.sellerId, isActive: products.isActive },
    })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(inArray(variants.id, [...ids]));
  const priced = await tx
    .select()
    .from(prices)
    .where(inArray(prices.variantId, [...ids]));
  return rows.map((row) => ({ ...row, prices: priced.filter(({ variantId }) => variantId === row.id) }));
}
