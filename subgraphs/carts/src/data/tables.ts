import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CartAddress } from '../domain/cart.js';
import type { AmountsByCurrency, PromotionEffect } from '../domain/promotion.js';
import type { RedemptionState } from '../domain/redemption.js';
import type { TaxClass } from '../domain/tax.js';
import type { VariantPrices } from '../domain/variant.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const minorUnits = (name: string) => bigint(name, { mode: 'number' });

export const promotions = pgTable(
  'promotions',
  {
    id: uuid().primaryKey(),
    name: text().notNull().default(''),
    /** null: it applies by itself */
    code: text(),
    effect: jsonb().$type<PromotionEffect>().notNull(),
    productIds: uuid('product_ids').array().$type<readonly string[]>().notNull().default([]),
    categoryIds: uuid('category_ids').array().$type<readonly string[]>().notNull().default([]),
    minimumSpend: jsonb('minimum_spend').$type<AmountsByCurrency>().notNull().default({}),
    usageLimit: integer('usage_limit'),
    usageLimitPerCustomer: integer('usage_limit_per_customer'),
    usedCount: integer('used_count').notNull().default(0),
    isStackable: boolean('is_stackable').notNull().default(false),
    priority: integer().notNull().default(0),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at'),
    archivedAt: moment('archived_at'),
  },
  (table) => [
    uniqueIndex('promotions_open_code').on(table.code).where(sql`archived_at is null`),
    index('promotions_automatic').on(table.startsAt).where(sql`code is null and archived_at is null`),
    check('promotions_used_count', sql`used_count >= 0`),
  ],
);

/** One use of a promotion that has a limit, by one order; a claim that no order came for is released. */
export const promotionRedemptions = pgTable(
  'promotion_redemptions',
  {
    orderId: uuid('order_id').notNull(),
    promotionId: uuid('promotion_id')
      .notNull()
      .references(() => promotions.id),
    /** see `customerOf` */
    customer: text(),
    state: text().$type<RedemptionState>().notNull(),
    /** of a claim */
    heldUntil: moment('held_until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.promotionId] }),
    index('promotion_redemptions_claims').on(table.heldUntil).where(sql`state = 'CLAIMED'`),
    check('promotion_redemptions_state', sql`state in ('CLAIMED', 'CONFIRMED', 'RELEASED')`),
  ],
);

/** How often one customer uses a promotion that limits it. */
export const promotionCustomers = pgTable(
  'promotion_customers',
  {
    customer: text().notNull(),
    promotionId: uuid('promotion_id')
      .notNull()
      .references(() => promotions.id),
    usedCount: integer('used_count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customer, table.promotionId] }),
    check('promotion_customers_used_count', sql`used_count >= 0`),
  ],
);

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

/** An empty region is the whole country; countries that are not listed are in the zone `world`. */
export const shippingZones = pgTable(
  'shipping_zones',
  {
    country: text().notNull(),
    /** upper-case code of a state or province */
    region: text().notNull().default(''),
    regionName: text('region_name').notNull().default(''),
    zone: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.country, table.region] })],
);

export const shippingServices = pgTable(
  'shipping_services',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    name: text().notNull(),
    /** working days from payment to the door */
    minDays: smallint('min_days').notNull(),
    maxDays: smallint('max_days').notNull(),
  },
  (table) => [primaryKey({ columns: [table.optionId, table.zone] })],
);

export const shippingRates = pgTable(
  'shipping_rates',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    currency: text().$type<Currency>().notNull(),
    upToGrams: integer('up_to_grams').notNull(),
    priceMinor: minorUnits('price_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.zone, table.currency, table.optionId, table.upToGrams] })],
);

/** From this much of goods on, after discounts, a service costs nothing; services that are not listed always cost something. */
export const shippingThresholds = pgTable(
  'shipping_thresholds',
  {
    optionId: text('option_id').notNull(),
    zone: text().notNull(),
    currency: text().$type<Currency>().notNull(),
    freeFromMinor: minorUnits('free_from_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.zone, table.currency, table.optionId] })],
);

/** Days on which nothing is delivered in a whole country, weekends apart. */
export const holidays = pgTable(
  'holidays',
  {
    country: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.country, table.day] })],
);

export const taxZones = pgTable(
  'tax_zones',
  {
    id: text().primaryKey(),
    country: text().notNull(),
    /** upper-case code of a state or province; empty: any */
    region: text().notNull().default(''),
    regionName: text('region_name').notNull().default(''),
    /** upper-case, without spaces; empty: any */
    postalPrefix: text('postal_prefix').notNull().default(''),
    pricesIncludeTax: boolean('prices_include_tax').notNull(),
    isShippingTaxed: boolean('is_shipping_taxed').notNull(),
  },
  (table) => [unique('tax_zones_place').on(table.country, table.region, table.postalPrefix)],
);

/** From `validFrom` on, up to and without `validUntil`. */
export const taxZoneRates = pgTable(
  'tax_zone_rates',
  {
    zoneId: text('zone_id')
      .notNull()
      .references(() => taxZones.id),
    taxClass: text('tax_class').$type<TaxClass>().notNull(),
    /** hundredths of a percent */
    rateBasisPoints: smallint('rate_basis_points').notNull(),
    validFrom: moment('valid_from').notNull(),
    /** null: still */
    validUntil: moment('valid_until'),
  },
  (table) => [
    primaryKey({ columns: [table.zoneId, table.taxClass, table.validFrom] }),
    check('tax_zone_rates_class', sql`tax_class in ('STANDARD', 'REDUCED', 'ZERO')`),
  ],
);
