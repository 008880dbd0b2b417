import postgres from 'postgres';
import { type PerSubgraph, perSubgraphAsync } from '../subgraph-names.js';

/**
 * What one database holds.
 * `empty`: ours to fill · `filling`: a seed began and did not end · `filled`: with `scale` (`none`: by those who use it)
 * · `foreign`: tables that were there before we first saw it
 */
export type Filling =
  | { readonly kind: 'empty' }
  | { readonly kind: 'filling'; readonly scale: string }
  | { readonly kind: 'filled'; readonly scale: string }
  | { readonly kind: 'foreign' };

/**
 * What the databases hold, each by a mark of our own in it: it goes where the database goes, and is dropped with it. To be asked before
 * the subgraphs make their tables, since only a database without any is taken for empty.
 */
export function readFillings(databases: PerSubgraph<string>): Promise<PerSubgraph<Filling>> {
  return perSubgraphAsync((name) => withDatabase(databases[name], readFilling));
}

/** Marks each database as being filled with, or holding, this scale. */
export async function markFillings(
  databases: PerSubgraph<string>,
  { kind, scale }: { kind: 'filling' | 'filled'; scale: string },
): Promise<void> {
  await perSubgraphAsync((name) =>
    withDatabase(databases[name], (sql) => sql`update souk_platform.seed set kind = ${kind}, scale = ${scale}`),
  );
}

async function readFilling(sql: postgres.Sql): Promise<Filling> {
  const [found] = await sql<{ mark: string | null; tables: number }[]>`
    select to_regclass('souk_platform.seed')::text as mark, count(*)::int as tables
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  if (found?.mark) return readMark(sql);
  if (found && found.tables > 0) return { kind: 'foreign' };
  await sql.begin(async (tx) => {
    await tx`create schema souk_platform`;
    await tx`create table souk_platform.seed (kind text not null, scale text not null)`;
    await tx`insert into souk_platform.seed values ('empty', 'none')`;
  });
  return { kind: 'empty' };
}

async function readMark(sql: postgres.Sql): Promise<Filling> {
  const [mark] = await sql<{ kind: string; scale: string }[]>`select kind, scale from souk_platform.seed`;
  if (mark?.kind === 'filling' || mark?.kind === 'filled') return { kind: mark.kind, scale: mark.scale };
  return { kind: 'empty' };
}

async function withDatabase<Result>(url: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
