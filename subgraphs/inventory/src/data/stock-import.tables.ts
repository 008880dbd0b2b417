import { index, integer, pgEnum, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { IMPORT_MODES, IMPORT_STATUSES } from '../domain/stock-import.js';
import { moment } from './columns.js';

export const stockImportMode = pgEnum('stock_import_mode', IMPORT_MODES);
export const stockImportStatus = pgEnum('stock_import_status', IMPORT_STATUSES);

export const stockImports = pgTable(
  'stock_imports',
  {
    id: uuid().primaryKey(),
    createdBy: uuid('created_by').notNull(),
    /** only variants of this seller; null: an admin's */
    sellerId: uuid('seller_id'),
    mode: stockImportMode().notNull(),
    status: stockImportStatus().notNull(),
    /** as it was sent; null when the import is over */
    csv: text(),
    rowCount: integer('row_count').notNull(),
    /** rows that were looked at; those that could not be read are among them from the beginning */
    doneRows: integer('done_rows').notNull(),
    /** rows that changed what lies on a shelf, or found it so */
    appliedRows: integer('applied_rows').notNull().default(0),
    createdAt: moment('created_at'),
    endedAt: timestamp('ended_at', { withTimezone: true }),
  },
  (table) => [index('stock_imports_created_by').on(table.createdBy, table.id)],
);

export const stockImportErrors = pgTable(
  'stock_import_errors',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => stockImports.id),
    /** of the text, from 1 */
    line: integer().notNull(),
    sku: text().notNull(),
    code: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.line] })],
);
