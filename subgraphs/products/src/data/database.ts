import { fileURLToPath } from 'node:url';
import { type Database, type Drizzle, openDatabase, type SubgraphConfig, type Transaction } from '@souk/subgraph-kit';
import * as tables from './tables.js';

export type ProductsDatabase = Drizzle<typeof tables>;
export type ProductsTransaction = Transaction<typeof tables>;
/** What a read can run on. */
export type Reader = ProductsDatabase | ProductsTransaction;

export function openProductsDatabase(config: SubgraphConfig): Promise<Database<typeof tables>> {
  return openDatabase({
    url: config.databaseUrl,
    tables,
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    applicationName: config.name,
    poolSize: config.databasePoolSize,
  });
}
