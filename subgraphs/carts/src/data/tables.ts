import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CartAddress } from '../domain/cart.js';
import type { TaxClass } from '../domain/tax.js';
import type { VariantPrices } from '../domain/variant.js';
import { minorUnits, moment } from './columns.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';
export * from './pricing.tables.js';
export * from './promotion.tables.js';

export const carts = pgTable(
  'carts',
  {
    id: uuid().primaryKey(),
    version: integer().notNull().default(1),
    currency: text().$type<Currency>().notNull(),
    /** null: a guest's; a member has one cart */
    userId: uuid('user_id').unique(),
    /** of the coupons in the cart */
    promotionIds: uuid('promotion_ids').array().$type<readonly string[]>().notNull().default([]),
    shippingAddress: jsonb('shipping_address').$type<CartAddress>(),
    shippingOptionId: text('shipping_option_id'),
    mergedIntoId: uuid('merged_into_id'),
    /** the last version that was told to be abandoned */
    abandonedVersion: integer('abandoned_version'),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [index('carts_of_members_by_time').on(table.updatedAt).where(sql`user_id is not null`)],
);

/** Members who are to be told once when a variant can be had again. */
export const backInStockRequests = pgTable(
  'back_in_stock_requests',
  {
    variantId: uuid('variant_id')
      .notNull()
      .references(() => catalogueVariants.id),
    userId: uuid('user_id').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.variantId, table.userId] })],
);

/** What the catalogue says of a product; written by its events only. */
export const catalogueProducts = pgTable('catalogue_products', {
  id: uuid().primaryKey(),
  /** from the leaf up to the root */
  categoryIds: uuid('category_ids').array().$type<readonly string[]>().notNull(),
  version: integer().notNull(),
});

/** What the catalogue says of a variant; written by its events only. */
export const catalogueVariants = pgTable('catalogue_variants', {
  id: uuid().primaryKey(),
  productId: uuid('product_id').notNull(),
  sellerId: uuid('seller_id').notNull(),
  sku: text().notNull(),
  name: text().notNull(),
  weightGrams: integer('weight_grams').notNull(),
  isActive: boolean('is_active').notNull(),
  taxClass: text('tax_class').$type<TaxClass>().notNull().default('STANDARD'),
  /** `{"USD": 1999}` in minor units */
  prices: jsonb().$type<VariantPrices>().notNull(),
  version: integer().notNull(),
});

/** Apart from the variants: news of stock may come before news of the variant. */
export const variantStock = pgTable('variant_stock', {
  variantId: uuid('variant_id').primaryKey(),
  availableQuantity: integer('available_quantity').notNull(),
  version: integer().notNull(),
});

export const cartLines = pgTable(
  'cart_lines',
  {
    id: uuid().primaryKey(),
    cartId: uuid('cart_id')
      .notNull()
      .references(() => carts.id, { onDelete: 'cascade' }),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => catalogueVariants.id),
    quantity: smallint().notNull(),
    rememberedPriceMinor: minorUnits('remembered_price_minor').notNull(),
  },
  (table) => [
    unique('cart_lines_cart_variant').on(table.cartId, table.variantId),
    check('cart_lines_quantity', sql`quantity between 1 and 99`),
  ],
);
