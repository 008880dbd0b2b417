import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { ProductAttribute, TaxClass, VariantOption } from '../domain/product.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';
export { searchAttributes, searchDocuments, searchWords } from './search/tables.js';

const createdAt = () => timestamp('created_at', { withTimezone: true }).notNull();
const updatedAt = () => timestamp('updated_at', { withTimezone: true }).notNull();

export const categories = pgTable(
  'categories',
  {
    id: uuid().primaryKey(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    description: text().notNull(),
    parentId: uuid('parent_id').references((): AnyPgColumn => categories.id),
    /** from the root down to the category itself */
    path: uuid().array().notNull(),
    position: integer().notNull(),
  },
  (table) => [index('categories_parent').on(table.parentId, table.position)],
);

export const brands = pgTable('brands', {
  id: uuid().primaryKey(),
  slug: text().notNull().unique(),
  name: text().notNull(),
});

export const products = pgTable(
  'products',
  {
    id: uuid().primaryKey(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    description: text().notNull(),
    longDescription: text('long_description'),
    brandId: uuid('brand_id').references(() => brands.id),
    categoryId: uuid('category_id').references(() => categories.id),
    sellerId: uuid('seller_id').notNull(),
    attributes: jsonb().$type<readonly ProductAttribute[]>().notNull(),
    specifications: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    reviewCount: integer('review_count').notNull().default(0),
    ratingSum: integer('rating_sum').notNull().default(0),
    /** pieces in paid orders */
    salesCount: integer('sales_count').notNull().default(0),
    isActive: boolean('is_active').notNull(),
    version: integer().notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('products_seller').on(table.sellerId, table.id).where(sql`is_active`),
    index('products_category').on(table.categoryId),
  ],
);

export const variants = pgTable(
  'variants',
  {
    id: uuid().primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    sku: text().notNull().unique(),
    name: text().notNull(),
    options: jsonb().$type<readonly VariantOption[]>().notNull(),
    weightGrams: integer('weight_grams').notNull(),
    taxClass: text('tax_class').$type<TaxClass>().notNull().default('STANDARD'),
    imageId: uuid('image_id'),
    isActive: boolean('is_active').notNull(),
    position: integer().notNull(),
    version: integer().notNull(),
    /** what inventory said last; null until it said anything */
    availableQuantity: integer('available_quantity'),
    /** of inventory's last word; an older one is ignored */
    stockVersion: integer('stock_version').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('variants_product').on(table.productId, table.position)],
);

export const prices = pgTable(
  'prices',
  {
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    currency: text().$type<Currency>().notNull(),
    minorUnits: bigint('minor_units', { mode: 'number' }).notNull(),
    compareAtMinorUnits: bigint('compare_at_minor_units', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.currency] }),
    check('prices_are_positive', sql`${table.minorUnits} > 0`),
    check('prices_compare_at_is_above', sql`${table.compareAtMinorUnits} > ${table.minorUnits}`),
  ],
);

export const images = pgTable(
  'images',
  {
    id: uuid().primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    alt: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    position: integer().notNull(),
    /** a whole SVG document; null when there is no drawing */
    svg: text(),
  },
  (table) => [index('images_product').on(table.productId, table.position)],
);

export const reviews = pgTable(
  'reviews',
  {
    id: uuid().primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    userId: uuid('user_id').notNull(),
    rating: integer().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('reviews_one_per_user').on(table.productId, table.userId),
    index('reviews_newest').on(table.productId, table.id),
    check('reviews_rating_in_range', sql`${table.rating} between 1 and 5`),
  ],
);
