import { fileURLToPath } from 'node:url';
import { type Database, openDatabase, type SubgraphConfig, type Transaction } from '@souk/subgraph-kit';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import * as tables from './tables.js';

export type OrdersDatabase = Database<typeof tables>;
export type OrdersTransaction = Transaction<typeof tables>;
/** A transaction, or the pool when each statement may see its own moment. */
export type OrdersReader = PgDatabase<PostgresJsQueryResultHKT, typeof tables>;

export function openOrdersDatabase(config: SubgraphConfig): Promise<OrdersDatabase> {
  return openDatabase({
    url: config.databaseUrl,
    tables,
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    applicationName: config.name,
    poolSize: config.databasePoolSize,
  });
}
