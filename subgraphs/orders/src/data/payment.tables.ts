import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { CaptureMethod, DisputeStatus, RefundStatus } from '../domain/payment.js';
import type { EntryKind } from '../domain/payment-ledger.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import { minor, moment } from './columns.js';
import { orderLines, orders } from './order.tables.js';

/** How an order is paid. The amounts but `amount` and `captureDue` are a projection of `payment_entries` and `refunds`. */
export const payments = pgTable(
  'payments',
  {
    orderId: uuid('order_id')
      .primaryKey()
      .references(() => orders.id),
    intentId: text('intent_id').unique(),
    methodToken: text('method_token'),
    status: text().$type<PaymentStatus>().notNull(),
    captureMethod: text('capture_method').$type<CaptureMethod>().notNull().default('AUTOMATIC'),
    amountMinor: minor('amount_minor'),
    authorizedMinor: minor('authorized_minor').default(0),
    /** of an authorised payment: how much is to be captured by now, in all */
    captureDueMinor: minor('capture_due_minor').default(0),
    capturedMinor: minor('captured_minor').default(0),
    refundedMinor: minor('refunded_minor').default(0),
    /** refunds that were made or asked for and did not fail: what is claimed cannot be claimed again */
    refundClaimedMinor: minor('refund_claimed_minor').default(0),
    /** taken back by the bank for disputes that were not won */
    disputedMinor: minor('disputed_minor').default(0),
    paidAt: moment('paid_at'),
    failureId: text('failure_id'),
    failureCode: text('failure_code'),
    failureMessage: text('failure_message'),
    /** when the reconciler asked Stripe about it last */
    askedAt: moment('asked_at'),
  },
  (table) => [
    index('payments_open')
      .on(table.askedAt.asc().nullsFirst())
      .where(sql`${table.status} in ('REQUIRES_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'PARTIALLY_CAPTURED')`),
    index('payments_due').on(table.orderId).where(sql`${table.captureDueMinor} > ${table.capturedMinor}`),
  ],
);

export const refunds = pgTable(
  'refunds',
  {
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    /** Stripe's; null until Stripe has told it, and for what was refunded elsewhere */
    stripeId: text('stripe_id').unique(),
    amountMinor: minor('amount_minor'),
    status: text().$type<RefundStatus>().notNull(),
    reason: text().notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('refunds_by_order').on(table.orderId), check('refunds_amount', sql`${table.amountMinor} > 0`)],
);

/** The pieces a refund is for; none when it is for an amount. */
export const refundLines = pgTable(
  'refund_lines',
  {
    refundId: uuid('refund_id')
      .notNull()
      .references(() => refunds.id),
    orderLineId: uuid('order_line_id')
      .notNull()
      .references(() => orderLines.id),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.refundId, table.orderLineId] }),
    check('refund_lines_quantity', sql`${table.quantity} > 0`),
  ],
);

/** The ledger of payments: rows are added and never changed. What was told twice is one row. */
export const paymentEntries = pgTable(
  'payment_entries',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    /** of what moved: Stripe's id of an intent or dispute, our id of a refund, or Stripe's when it was not made by us */
    reference: text().notNull(),
    kind: text().$type<EntryKind>().notNull(),
    amountMinor: minor('amount_minor'),
    /** when we heard of it first */
    notedAt: moment('noted_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.reference, table.kind, table.amountMinor] }),
    check('payment_entries_amount', sql`${table.amountMinor} >= 0`),
  ],
);

/** Charges that a cardholder's bank has questioned. */
export const disputes = pgTable(
  'disputes',
  {
    /** Stripe's */
    id: text().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    amountMinor: minor('amount_minor'),
    status: text().$type<DisputeStatus>().notNull(),
    /** Stripe's word, such as `fraudulent` */
    reason: text().notNull(),
    openedAt: moment('opened_at').notNull(),
  },
  (table) => [index('disputes_by_order').on(table.orderId)],
);

/** The Stripe customer of each member who has paid or tried to. */
export const stripeCustomers = pgTable('stripe_customers', {
  userId: uuid('user_id').primaryKey(),
  customerId: text('customer_id').notNull().unique(),
});

/** The inbox of Stripe's webhook: its events have ids of their own kind. */
export const stripeEvents = pgTable(
  'stripe_events',
  {
    id: text().primaryKey(),
    type: text().notNull(),
    receivedAt: moment('received_at').notNull().defaultNow(),
  },
  (table) => [index('stripe_events_received_at').on(table.receivedAt)],
);

/** How far the list of Stripe's events was read: one row. */
export const stripeCursor = pgTable(
  'stripe_cursor',
  {
    id: smallint().primaryKey().default(1),
    readUntil: moment('read_until').notNull(),
  },
  (table) => [check('stripe_cursor_one', sql`${table.id} = 1`)],
);
