import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { RangeInCurrency } from '../domain/price-in-currency.js';
import type { Brand, Price, Product, ProductImage, Variant } from '../domain/product.js';
import { imageColumns, productColumns, variantColumns } from './columns.js';
import type { Reader } from './database.js';
import { brands, images, prices, products, variants } from './tables.js';

/** Products by id, archived ones too; null for an unknown or malformed id. */
export function productById(db: Reader): DataLoader<string, Product | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select(productColumns)
      .from(products)
      .where(inArray(products.id, ids.filter(isId)));
    return alignToKeys(ids, rows, (row) => row.id);
  });
}

/** Variants by id, archived ones too; null for an unknown or malformed id. */
export function variantById(db: Reader): DataLoader<string, Variant | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select(variantColumns)
      .from(variants)
      .where(inArray(variants.id, ids.filter(isId)));
    return alignToKeys(ids, rows, (row) => row.id);
  });
}

/** The variants of a product that are not archived, in the seller's order. */
export function variantsByProduct(db: Reader): DataLoader<string, Variant[]> {
  return new DataLoader(async (productIds) => {
    const rows = await db
      .select(variantColumns)
      .from(variants)
      .where(and(inArray(variants.productId, [...productIds]), variants.isActive))
      .orderBy(asc(variants.position), asc(variants.id));
    return groupByKeys(productIds, rows, (row) => row.productId);
  });
}

/** All prices of a variant, at least the one in the base currency. */
export function pricesByVariant(db: Reader): DataLoader<string, Price[]> {
  return new DataLoader(async (variantIds) => {
    const rows = await db
      .select()
      .from(prices)
      .where(inArray(prices.variantId, [...variantIds]));
    return groupByKeys(variantIds, rows, (row) => row.variantId);
  });
}

/** One range per currency over the variants that are not archived; over all of them when all are. */
export function priceRangesByProduct(db: Reader): DataLoader<string, RangeInCurrency[]> {
  return new DataLoader(async (productIds) => {
    const isOffered = sql`(${variants.isActive} or not exists (
      select from variants as offered where offered.product_id = ${variants.productId} and offered.is_active))`;
    const rows = await db
      .select({
        productId: variants.productId,
        currency: prices.currency,
        minMinorUnits: sql<number>`min(${prices.minorUnits})`.mapWith(Number),
        maxMinorUnits: sql<number>`max(${prices.minorUnits})`.mapWith(Number),
        variants: sql<number>`count(*)`.mapWith(Number),
      })
      .from(prices)
      .innerJoin(variants, eq(variants.id, prices.variantId))
      .where(and(inArray(variants.productId, [...productIds]), isOffered))
      .groupBy(variants.productId, prices.currency);
    return groupByKeys(productIds, rows, (row) => row.productId);
  });
}

/** A product's pictures, the first is the one to show. */
export function imagesByProduct(db: Reader): DataLoader<string, ProductImage[]> {
  return new DataLoader(async (productIds) => {
    const rows = await db
      .select(imageColumns)
      .from(images)
      .where(inArray(images.productId, [...productIds]))
      .orderBy(asc(images.position), asc(images.id));
    return groupByKeys(productIds, rows, (row) => row.productId);
  });
}

export function imageById(db: Reader): DataLoader<string, ProductImage | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select(imageColumns)
      .from(images)
      .where(inArray(images.id, [...ids]));
    return alignToKeys(ids, rows, (row) => row.id);
  });
}

export function brandById(db: Reader): DataLoader<string, Brand | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select()
      .from(brands)
      .where(inArray(brands.id, [...ids]));
    return alignToKeys(ids, rows, (row) => row.id);
  });
}

/** Products by slug, archived ones too. */
export function productBySlug(db: Reader): DataLoader<string, Product | null> {
  return new DataLoader(async (slugs) => {
    const rows = await db
      .select(productColumns)
      .from(products)
      .where(inArray(products.slug, [...slugs]));
    return alignToKeys(slugs, rows, (row) => row.slug);
  });
}

/** Variants by SKU, archived ones too. */
export function variantBySku(db: Reader): DataLoader<string, Variant | null> {
  return new DataLoader(async (skus) => {
    const rows = await db
      .select(variantColumns)
      .from(variants)
      .where(inArray(variants.sku, [...skus]));
    return alignToKeys(skus, rows, (row) => row.sku);
  });
}
