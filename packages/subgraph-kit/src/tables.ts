import { index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Ids of the events that were acted on. A subgraph re-exports this from its `data/tables.ts`, so that its migrations make it. */
export const inbox = pgTable(
  'inbox',
  {
    eventId: uuid('event_id').primaryKey(),
    eventName: text('event_name').notNull(),
    version: integer().notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('inbox_received_at').on(table.receivedAt)],
);

/** Answers to mutations that were given an `idempotencyKey`. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** who asked for what: viewer and mutation, so that keys of two people never meet */
    scope: text().notNull(),
    key: text().notNull(),
    inputHash: text('input_hash').notNull(),
    answer: jsonb(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.key] }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
