import { fileURLToPath } from 'node:url';
import { type Database, openDatabase, openPool, type SubgraphConfig, type Transaction } from '@souk/subgraph-kit';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import * as tables from './tables.js';

export type OrdersDatabase = Database<typeof tables>;
export type OrdersTransaction = Transaction<typeof tables>;
/** A transaction, or the pool when each statement may see its own moment. */
export type OrdersReader = PgDatabase<PostgresJsQueryResultHKT, typeof tables>;

/** One writes while the other commits. */
const MAILBOX_CONNECTIONS = 2;

export function openOrdersDatabase(config: SubgraphConfig): Promise<OrdersDatabase> {
  return openDatabase({
    ...optionsOf(config),
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    poolSize: config.databasePoolSize,
  });
}

/** Connections for what Stripe says, so that it is taken in while jobs and requests have all others. To be opened after the database. */
export function openMailbox(config: SubgraphConfig): OrdersDatabase {
  return openPool({ ...optionsOf(config), poolSize: MAILBOX_CONNECTIONS });
}

function optionsOf({ databaseUrl: url, name: applicationName }: SubgraphConfig) {
  return { url, tables, applicationName };
}
