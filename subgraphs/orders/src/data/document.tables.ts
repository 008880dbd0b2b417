import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { DocumentKind } from '../domain/order-document.js';
import { minor, moment } from './columns.js';
import { orders } from './order.tables.js';
import { refunds } from './payment.tables.js';

/** Invoices and credit notes. */
export const orderDocuments = pgTable(
  'order_documents',
  {
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    kind: text().$type<DocumentKind>().notNull(),
    number: text().notNull().unique(),
    refundId: uuid('refund_id')
      .unique()
      .references(() => refunds.id),
    amountMinor: minor('amount_minor'),
    issuedAt: moment('issued_at').notNull(),
  },
  (table) => [
    index('order_documents_by_order').on(table.orderId, table.number),
    uniqueIndex('order_documents_one_invoice').on(table.orderId).where(sql`kind = 'INVOICE'`),
  ],
);

/** How many documents of a kind were issued. Its row is locked until the document is committed: no number is lost. */
export const documentSeries = pgTable('document_series', {
  kind: text().$type<DocumentKind>().primaryKey(),
  issued: integer().notNull(),
});

export const orderNotes = pgTable(
  'order_notes',
  {
    id: uuid().primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    authorId: uuid('author_id').notNull(),
    sellerId: uuid('seller_id'),
    body: text().notNull(),
    isForBuyer: boolean('is_for_buyer').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [index('order_notes_by_order').on(table.orderId, table.createdAt)],
);
