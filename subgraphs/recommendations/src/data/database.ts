import { fileURLToPath } from 'node:url';
import { type Database, type Drizzle, openDatabase, type SubgraphConfig, type Transaction } from '@souk/subgraph-kit';
import * as tables from './tables.js';

type Tables = typeof tables;

export type RecommendationsDatabase = Database<Tables>;
export type RecommendationsTransaction = Transaction<Tables>;
/** A transaction, or the database itself where one statement is enough. */
export type Tx = RecommendationsTransaction | Drizzle<Tables>;

/** Migrates and opens. */
export function openRecommendationsDatabase(config: SubgraphConfig): Promise<RecommendationsDatabase> {
  return openDatabase({
    url: config.databaseUrl,
    tables,
    migrationsFolder: fileURLToPath(new URL('../../migrations', import.meta.url)),
    applicationName: config.name,
    poolSize: config.databasePoolSize,
  });
}
