import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';

export { idempotencyKeys, inbox } from '../../src/tables.js';

export const notes = pgTable('notes', {
  id: uuid().primaryKey(),
  text: text().notNull(),
  version: integer().notNull().default(0),
});
