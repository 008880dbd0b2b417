import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AmountsByCurrency, PromotionEffect } from '../domain/promotion.js';
import type { RedemptionState } from '../domain/redemption.js';
import { moment } from './columns.js';

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
