import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ReturnReason } from '../domain/return.js';
import type { ReturnStatus } from '../domain/return-status.js';
import { moment } from './columns.js';
import { orderLines, orders } from './order.tables.js';
import { refunds } from './payment.tables.js';

export const returns = pgTable(
  'returns',
  {
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    sellerId: uuid('seller_id').notNull(),
    status: text().$type<ReturnStatus>().notNull(),
    comment: text(),
    answer: text(),
    requestedAt: moment('requested_at').notNull(),
    decidedAt: moment('decided_at'),
    receivedAt: moment('received_at'),
    completedAt: moment('completed_at'),
    refundId: uuid('refund_id').references(() => refunds.id),
  },
  (table) => [
    index('returns_by_order').on(table.orderId, table.requestedAt),
    index('returns_by_seller').on(table.sellerId, table.requestedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index('returns_by_time').on(table.requestedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);

export const returnLines = pgTable(
  'return_lines',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => returns.id),
    orderLineId: uuid('order_line_id')
      .notNull()
      .references(() => orderLines.id),
    quantity: integer().notNull(),
    reason: text().$type<ReturnReason>().notNull(),
    restockedQuantity: integer('restocked_quantity').notNull().default(0),
    writtenOffQuantity: integer('written_off_quantity').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.returnId, table.orderLineId] }),
    check('return_lines_quantity', sql`${table.quantity} > 0`),
    check(
      'return_lines_received',
      sql`${table.restockedQuantity} >= 0 and ${table.writtenOffQuantity} >= 0
        and ${table.restockedQuantity} + ${table.writtenOffQuantity} <= ${table.quantity}`,
    ),
  ],
);

/** Which order takes the place of what was sent back. It is settled, and the return refunded, when that order is paid. */
export const exchanges = pgTable('exchanges', {
  returnId: uuid('return_id')
    .primaryKey()
    .references(() => returns.id),
  /** given before the order is written, so no reference */
  orderId: uuid('order_id').notNull().unique(),
});
