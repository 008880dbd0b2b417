import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { TRANSFER_STATUSES } from '../domain/transfer-status.js';
import { moment } from './columns.js';

export const stockTransferStatus = pgEnum('stock_transfer_status', TRANSFER_STATUSES);

/** Pieces on their way from one warehouse to another; while they are IN_TRANSIT they are in nobody's stock. */
export const stockTransfers = pgTable(
  'stock_transfers',
  {
    id: uuid().primaryKey(),
    fromWarehouseId: uuid('from_warehouse_id').notNull(),
    toWarehouseId: uuid('to_warehouse_id').notNull(),
    status: stockTransferStatus().notNull(),
    note: text(),
    createdBy: uuid('created_by').notNull(),
    createdAt: moment('created_at'),
    shippedAt: timestamp('shipped_at', { withTimezone: true }),
    /** received or cancelled */
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [
    check('stock_transfers_to_elsewhere', sql`${table.fromWarehouseId} <> ${table.toWarehouseId}`),
    index('stock_transfers_status').on(table.status, table.id),
  ],
);

export const stockTransferLines = pgTable(
  'stock_transfer_lines',
  {
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => stockTransfers.id),
    variantId: uuid('variant_id').notNull(),
    quantity: integer().notNull(),
    /** null until it was received; may be less or more than was sent */
    received: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.transferId, table.variantId] }),
    check('stock_transfer_lines_quantity_positive', sql`${table.quantity} > 0`),
    check('stock_transfer_lines_received_not_negative', sql`${table.received} >= 0`),
  ],
);
