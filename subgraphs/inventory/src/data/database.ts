import { fileURLToPath } from 'node:url';
import { type Database, type Drizzle, openDatabase, type SubgraphConfig, type Transaction } from '@souk/subgraph-kit';
import * as tables from './tables.js';

type Tables = typeof tables;

export type InventoryDatabase = Database<Tables>;
export type InventoryDrizzle = Drizzle<Tables>;
export type InventoryTransaction = Transaction<Tables>;

/** Migrates and opens. */
export function openInventoryDatabase(config: SubgraphConfig): Promise<InventoryDatabase> {
  return openDatabase({
    url: config.databaseUrl,
    tables,
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    applicationName: config.name,
    poolSize: config.databasePoolSize,
  });
}
