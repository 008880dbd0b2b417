import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { Logger as GraphileLogger, runMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { keepStatements } from './keep-statements.js';

const SILENT = new GraphileLogger(() => () => {});

/** Any number that is the same in all replicas. */
const MIGRATION_LOCK = 7_685_201;

/**
 * The client's own pause grows with every connection of the pool that was refused, up to twenty seconds: a database that is back would
 * not be noticed. It tries only when something is to be asked.
 */
const RECONNECT_AFTER_SECONDS = 0.25;

export interface DatabaseOptions<Tables extends Record<string, unknown>> {
  readonly url: string;
  readonly tables: Tables;
  readonly applicationName: string;
  readonly poolSize?: number;
  /** default 10 000; PostgreSQL ends a statement that takes longer */
  readonly statementTimeoutMs?: number;
}

export type Drizzle<Tables extends Record<string, unknown>> = PostgresJsDatabase<Tables>;
export type Transaction<Tables extends Record<string, unknown>> = Parameters<
  Parameters<Drizzle<Tables>['transaction']>[0]
>[0];

export interface Database<Tables extends Record<string, unknown>> extends AsyncDisposable {
  readonly db: Drizzle<Tables>;
  /** SQL statements sent so far, transaction control included: tests compare before and after */
  statementCount(): number;
  /** @throws when PostgreSQL does not answer */
  ping(): Promise<void>;
}

/** Migrates (replicas one at a time, under an advisory lock) and opens a pool. */
export async function openDatabase<Tables extends Record<string, unknown>>(
  options: DatabaseOptions<Tables> & { readonly migrationsFolder: string },
): Promise<Database<Tables>> {
  await migrateDatabase(options);
  return openPool(options);
}

/** More connections to a database that is migrated: for what must not wait behind those who have taken all of another pool. */
export function openPool<Tables extends Record<string, unknown>>(options: DatabaseOptions<Tables>): Database<Tables> {
  let statements = 0;
  const client = postgres(options.url, {
    max: options.poolSize ?? 10,
    connect_timeout: 5,
    backoff: () => RECONNECT_AFTER_SECONDS,
    onnotice: () => {},
    debug: () => {
      statements += 1;
    },
    connection: {
      application_name: options.applicationName,
      statement_timeout: options.statementTimeoutMs ?? 10_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  const db = drizzle(keepStatements(client), { schema: options.tables });
  return {
    db,
    statementCount: () => statements,
    ping: async () => {
      await db.execute('select 1');
    },
    [Symbol.asyncDispose]: () => client.end({ timeout: 5 }),
  };
}

/** Makes the subgraph's tables and those of the job queue what this version of the code expects. */
export async function migrateDatabase({
  url,
  migrationsFolder,
}: {
  url: string;
  migrationsFolder: string;
}): Promise<void> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migrate(drizzle(client), { migrationsFolder });
    await runMigrations({ connectionString: url, logger: SILENT });
  } finally {
    await client.end({ timeout: 5 });
  }
}
