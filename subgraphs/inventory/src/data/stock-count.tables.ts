import { sql } from 'drizzle-orm';
import { check, integer, pgEnum, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { COUNT_STATUSES } from '../domain/stock-count.js';
import { moment } from './columns.js';

export const stockCountStatus = pgEnum('stock_count_status', COUNT_STATUSES);

/** A stock-taking of one warehouse. */
export const stockCounts = pgTable(
  'stock_counts',
  {
    id: uuid().primaryKey(),
    warehouseId: uuid('warehouse_id').notNull(),
    status: stockCountStatus().notNull(),
    note: text(),
    openedBy: uuid('opened_by').notNull(),
    openedAt: moment('opened_at'),
    /** closed or cancelled */
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [uniqueIndex('stock_counts_one_open').on(table.warehouseId).where(sql`status = 'OPEN'`)],
);

export const stockCountLines = pgTable(
  'stock_count_lines',
  {
    countId: uuid('count_id')
      .notNull()
      .references(() => stockCounts.id),
    variantId: uuid('variant_id').notNull(),
    counted: integer().notNull(),
    /** what should have lain on the shelf at the moment when `counted` was entered */
    expected: integer().notNull(),
    enteredBy: uuid('entered_by').notNull(),
    enteredAt: moment('entered_at'),
  },
  (table) => [
    primaryKey({ columns: [table.countId, table.variantId] }),
    check('stock_count_lines_not_negative', sql`${table.counted} >= 0 and ${table.expected} >= 0`),
  ],
);
