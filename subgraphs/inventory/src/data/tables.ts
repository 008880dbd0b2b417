import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { RESERVATION_STATUSES } from '../domain/reservation-status.js';
import type { ShortLine } from '../domain/short-of-stock.error.js';
import { STOCK_MOVEMENT_KINDS } from '../domain/stock-movement.js';
import { moment } from './columns.js';

export { idempotencyKeys, inbox } from '@souk/subgraph-kit/tables';
export * from './stock-count.tables.js';
export * from './stock-import.tables.js';
export * from './stock-transfer.tables.js';

/** Read model of products, fed by product-changed. */
export const products = pgTable('products', {
  id: uuid().primaryKey(),
  isActive: boolean('is_active').notNull(),
  /** of the newest product-changed that was heard */
  version: integer().notNull(),
});

/** Read model of variants, fed by variant-changed. Whoever changes a variant's stock locks its row here first. */
export const variants = pgTable(
  'variants',
  {
    id: uuid().primaryKey(),
    productId: uuid('product_id').notNull(),
    sellerId: uuid('seller_id').notNull(),
    /** null until a variant-changed was heard that tells it */
    sku: text(),
    name: text(),
    isActive: boolean('is_active').notNull(),
    /** of the newest variant-changed that was heard */
    version: integer().notNull(),
    /** rises with each change of what can be sold; the version of stock-changed */
    stockVersion: integer('stock_version').notNull().default(0),
    /** the seller is told when no more than this can be sold; null: never */
    lowStockThreshold: integer('low_stock_threshold'),
    /** whether he was told since there was last more than that */
    isLow: boolean('is_low').notNull().default(false),
  },
  (table) => [
    index('variants_product_id').on(table.productId),
    index('variants_seller_id').on(table.sellerId),
    index('variants_sku').on(table.sku),
  ],
);

export const warehouses = pgTable('warehouses', {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
  /** ISO 3166-1 alpha-2 */
  country: text().notNull(),
  /** 1 is asked first */
  priority: integer().notNull(),
  createdAt: moment('created_at'),
  updatedAt: moment('updated_at'),
});

/** Countries of one region are near one another; a country that is in none is near itself alone. */
export const countryRegions = pgTable('country_regions', {
  /** ISO 3166-1 alpha-2 */
  country: text().primaryKey(),
  region: text().notNull(),
});

export const stockItems = pgTable(
  'stock_items',
  {
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    warehouseId: uuid('warehouse_id')
      .notNull()
      .references(() => warehouses.id),
    /** below 0: pieces that are owed to orders, by what may be sold beyond stock */
    onHand: integer('on_hand').notNull().default(0),
    reserved: integer().notNull().default(0),
    safetyStock: integer('safety_stock').notNull().default(0),
    /** pieces that may be sold before they are there; the safety stock is then for sale too */
    backorderLimit: integer('backorder_limit').notNull().default(0),
    /** days until what was sold beyond stock is there; null without a limit */
    backorderLeadDays: integer('backorder_lead_days'),
    /** pieces on the shelf that can be sold */
    available: integer().notNull().generatedAlwaysAs(sql`greatest(on_hand - reserved - safety_stock, 0)`),
    /** all that can be sold, now or to be sent later */
    sellable: integer()
      .notNull()
      .generatedAlwaysAs(sql`case when backorder_limit > 0
      then greatest(on_hand - reserved + backorder_limit, 0) else greatest(on_hand - reserved - safety_stock, 0) end`),
    updatedAt: moment('updated_at'),
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.warehouseId] }),
    check('stock_items_reserved_not_negative', sql`${table.reserved} >= 0`),
    check('stock_items_owe_within_limit', sql`${table.onHand} - ${table.reserved} >= - ${table.backorderLimit}`),
    check(
      'stock_items_backorder_has_lead_days',
      sql`(${table.backorderLimit} > 0) = (${table.backorderLeadDays} is not null)`,
    ),
    check('stock_items_backorder_limit_not_negative', sql`${table.backorderLimit} >= 0`),
    uniqueIndex('stock_items_one_backorder').on(table.variantId).where(sql`backorder_limit > 0`),
    check('stock_items_safety_stock_not_negative', sql`${table.safetyStock} >= 0`),
  ],
);

export const stockMovementKind = pgEnum('stock_movement_kind', STOCK_MOVEMENT_KINDS);

/** The ledger: the sums of an item's deltas are its `on_hand` and `reserved`. Rows are only ever added. */
export const stockMovements = pgTable(
  'stock_movements',
  {
    id: uuid().primaryKey(),
    variantId: uuid('variant_id').notNull(),
    warehouseId: uuid('warehouse_id').notNull(),
    kind: stockMovementKind().notNull(),
    onHandDelta: integer('on_hand_delta').notNull(),
    reservedDelta: integer('reserved_delta').notNull(),
    reason: text(),
    reference: text(),
    createdAt: moment('created_at'),
  },
  (table) => [
    index('stock_movements_variant').on(table.variantId, table.id),
    index('stock_movements_warehouse').on(table.warehouseId, table.id),
    uniqueIndex('stock_movements_one_opening').on(table.variantId, table.warehouseId).where(sql`kind = 'OPENING'`),
  ],
);

export const reservationStatus = pgEnum('reservation_status', RESERVATION_STATUSES);

/** What is or was set aside for an order; one per order. */
export const reservations = pgTable(
  'reservations',
  {
    orderId: uuid('order_id').primaryKey(),
    status: reservationStatus().notNull(),
    /** on this database's clock; means something only while HELD */
    expiresAt: moment('expires_at'),
    createdAt: moment('created_at'),
    updatedAt: moment('updated_at'),
  },
  (table) => [index('reservations_held_expires_at').on(table.expiresAt).where(sql`status = 'HELD'`)],
);

/** Which pieces are the order's, HELD or COMMITTED, and where they come from. */
export const reservationLines = pgTable(
  'reservation_lines',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => reservations.orderId),
    variantId: uuid('variant_id').notNull(),
    warehouseId: uuid('warehouse_id').notNull(),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.variantId, table.warehouseId] }),
    foreignKey({
      name: 'reservation_lines_stock_item',
      columns: [table.variantId, table.warehouseId],
      foreignColumns: [stockItems.variantId, stockItems.warehouseId],
    }),
    check('reservation_lines_quantity_positive', sql`${table.quantity} > 0`),
  ],
);

/** Pieces that are sold before they are there, in the order in which they are served: by `since`. Their variants are locked when it changes. */
export const backorderedPieces = pgTable(
  'backordered_pieces',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => reservations.orderId),
    variantId: uuid('variant_id').notNull(),
    /** where they will come to */
    warehouseId: uuid('warehouse_id').notNull(),
    quantity: integer().notNull(),
    /** days until they are there, as it was told */
    leadDays: integer('lead_days').notNull(),
    since: moment('since'),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.variantId] }),
    index('backordered_pieces_variant').on(table.variantId, table.warehouseId),
    check('backordered_pieces_quantity_positive', sql`${table.quantity} > 0`),
  ],
);

/** Pieces of orders that will not be sent, and that were told of before the order's payment was. */
export const droppedPieces = pgTable(
  'dropped_pieces',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => reservations.orderId),
    variantId: uuid('variant_id').notNull(),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.variantId] }),
    check('dropped_pieces_quantity_positive', sql`${table.quantity} > 0`),
  ],
);

/** Orders that were paid after their reservation had ended, when the pieces were gone: a person must decide. */
export const shortfalls = pgTable('shortfalls', {
  orderId: uuid('order_id').primaryKey(),
  lines: jsonb().notNull().$type<readonly ShortLine[]>(),
  recordedAt: moment('recorded_at'),
});
