import type { Currency } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { OrderAddress } from '../domain/order.js';
import type { OrderEventKind } from '../domain/order-event-kind.js';
import type { FulfillmentStatus, OrderStatus } from '../domain/order-status.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import { minor, moment } from './columns.js';

export const orders = pgTable(
  'orders',
  {
    id: uuid().primaryKey(),
    number: text().notNull().unique(),
    userId: uuid('user_id'),
    email: text().notNull(),
    cartId: uuid('cart_id'),
    cartVersion: integer('cart_version'),
    currency: text().$type<Currency>().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    paymentStatus: text('payment_status').$type<PaymentStatus>().notNull(),
    fulfillmentStatus: text('fulfillment_status').$type<FulfillmentStatus>().notNull(),
    version: integer().notNull(),
    subtotalMinor: minor('subtotal_minor'),
    discountMinor: minor('discount_minor'),
    shippingMinor: minor('shipping_minor'),
    taxMinor: minor('tax_minor'),
    totalMinor: minor('total_minor'),
    includedTaxMinor: minor('included_tax_minor').default(0),
    shippingAddress: jsonb('shipping_address').$type<OrderAddress>().notNull(),
    billingAddress: jsonb('billing_address').$type<OrderAddress>().notNull(),
    maxDeliveryDays: smallint('max_delivery_days').notNull(),
    estimatedDeliveryAt: moment('estimated_delivery_at').notNull(),
    reservedUntil: moment('reserved_until'),
    createdAt: moment('created_at').notNull(),
    updatedAt: moment('updated_at').notNull(),
  },
  (table) => [
    index('orders_by_buyer').on(table.userId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('orders_by_time').on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('orders_by_status').on(table.status, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('orders_by_cart').on(table.cartId),
    check('orders_version', sql`${table.version} >= 1`),
  ],
);

export const orderLines = pgTable(
  'order_lines',
  {
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    /** from 0, in the order of the cart */
    position: smallint().notNull(),
    variantId: uuid('variant_id').notNull(),
    productId: uuid('product_id').notNull(),
    sellerId: uuid('seller_id').notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    quantity: integer().notNull(),
    unitPriceMinor: minor('unit_price_minor'),
    subtotalMinor: minor('subtotal_minor'),
    discountMinor: minor('discount_minor'),
    taxMinor: minor('tax_minor'),
    includedTaxMinor: minor('included_tax_minor').default(0),
    /** null for what was ordered before rates were kept */
    taxRateBasisPoints: integer('tax_rate_basis_points'),
    /** pieces that came back and were received */
    returnedQuantity: integer('returned_quantity').notNull().default(0),
    /** pieces whose price was given back, or is on its way */
    refundedQuantity: integer('refunded_quantity').notNull().default(0),
    /** pieces that were refunded before they were sent: they never will be, whatever becomes of the refund */
    droppedQuantity: integer('dropped_quantity').notNull().default(0),
    /** pieces that were sold before they were there */
    backorderedQuantity: integer('backordered_quantity').notNull().default(0),
    /** of those, how many have arrived since, or need not any more; told in any order with the former */
    arrivedQuantity: integer('arrived_quantity').notNull().default(0),
    backorderLeadDays: integer('backorder_lead_days'),
  },
  (table) => [
    index('order_lines_by_order').on(table.orderId, table.position),
    check('order_lines_quantity', sql`${table.quantity} > 0`),
    check('order_lines_returned', sql`${table.returnedQuantity} between 0 and ${table.quantity}`),
    check('order_lines_refunded', sql`${table.refundedQuantity} between 0 and ${table.quantity}`),
    check('order_lines_dropped', sql`${table.droppedQuantity} between 0 and ${table.quantity}`),
    check(
      'order_lines_refunded_is_back',
      sql`${table.refundedQuantity} <= ${table.returnedQuantity} + ${table.droppedQuantity}`,
    ),
  ],
);

/** Each seller's part of each order; `createdAt` is the order's, so that a seller's list is one index scan. */
export const orderSellers = pgTable(
  'order_sellers',
  {
    /** the part's own */
    id: uuid().notNull().unique().defaultRandom(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    sellerId: uuid('seller_id').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.sellerId] }),
    index('order_sellers_by_seller').on(
      table.sellerId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
  ],
);

/** The timeline: one row per version of the order, without a gap. */
export const orderEvents = pgTable(
  'order_events',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    version: integer().notNull(),
    kind: text().$type<OrderEventKind>().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    previousStatus: text('previous_status').$type<OrderStatus>(),
    message: text().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orderId, table.version] })],
);

/** What an idempotency key of `orderPlace` stands for. Work on it goes on outside of transactions, hence a lease instead of a lock. */
export const placements = pgTable(
  'placements',
  {
    /** who asks: `user:…`, or `cart:…` for a guest */
    scope: text().notNull(),
    key: text().notNull(),
    inputHash: text('input_hash').notNull(),
    /** given before anything is done, so that every step can be repeated */
    orderId: uuid('order_id').notNull(),
    /** until then somebody works on it, on the database's clock; null once it is answered */
    leasedUntil: timestamp('leased_until', { withTimezone: true }),
    /** raised by whoever takes the key over, so that who was overtaken is known */
    attempt: integer().notNull().default(1),
    /** null when an order was made, or is not known yet */
    refusal: jsonb().$type<PlacementRefusal>(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.key] }), index('placements_created_at').on(table.createdAt)],
);

/** How often an address has looked up orders within one minute. */
export const lookupAttempts = pgTable(
  'lookup_attempts',
  {
    address: text().notNull(),
    minute: timestamp({ withTimezone: true, precision: 0 }).notNull(),
    attempts: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.address, table.minute] })],
);
