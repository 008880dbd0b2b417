import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from } from 'pg-copy-streams';

/** An object or array goes in as JSON; a PostgreSQL array as text made by `arrayLiteral`. */
export type CopyValue = string | number | boolean | Date | null | object;

export interface CopyPlan {
  readonly table: string;
  readonly columns: readonly string[];
  /** one value per column, same order */
  readonly rows: Iterable<readonly CopyValue[]>;
  /** rows whose key is there already stay as they are; without it such a row fails the copy */
  readonly skipExisting?: boolean;
  /** called about every 5 000 rows with how many went in since the last call */
  readonly onProgress?: (rows: number) => void;
}

const CHUNK_ROWS = 500;

/**
 * Streams rows into a table by COPY, in one transaction on a connection of its own, in bounded memory.
 *
 * @returns how many rows were read from `rows`
 * @throws DatabaseError  of the first bad row; nothing is kept then
 */
export async function copyRows(databaseUrl: string, plan: CopyPlan): Promise<number> {
  // @NOTE postgres.js never settles a COPY that fails at its end, hence this client here
  const client = new Client({ connectionString: databaseUrl, application_name: 'copy-rows' });
  await client.connect();
  try {
    await client.query('begin');
    const count = await copyInTransaction(client, plan);
    await client.query('commit');
    return count;
  } finally {
    await client.end();
  }
}

async function copyInTransaction(client: Client, plan: CopyPlan): Promise<number> {
  const columns = plan.columns.map((column) => `"${column}"`).join(', ');
  const target = plan.skipExisting ? `copy_of_${plan.table}` : plan.table;
  let count = 0;
  const counted = (rows: number) => {
    count += rows;
    plan.onProgress?.(rows);
  };
  if (plan.skipExisting) {
    await client.query(
      `create temp table "${target}" on commit drop as select ${columns} from "${plan.table}" limit 0`,
    );
  }
  const copy = client.query(from(`copy "${target}" (${columns}) from stdin`));
  await pipeline(Readable.from(encodeChunks(plan.rows, counted)), copy);
  if (plan.skipExisting) {
    await client.query(
      `insert into "${plan.table}" (${columns}) select ${columns} from "${target}" on conflict do nothing`,
    );
  }
  return count;
}

/** `{"a","b"}`: how PostgreSQL writes an array of text as text. */
export function arrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

function* encodeChunks(rows: Iterable<readonly CopyValue[]>, counted: (rows: number) => void): Generator<string> {
  let lines: string[] = [];
  let uncounted = 0;
  for (const row of rows) {
    lines.push(row.map(encode).join('\t'));
    if (lines.length < CHUNK_ROWS) continue;
    yield `${lines.join('\n')}\n`;
    uncounted += lines.length;
    lines = [];
    if (uncounted >= 10 * CHUNK_ROWS) {
      counted(uncounted);
      uncounted = 0;
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`;
  counted(uncounted + lines.length);
}

/** COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
function encode(value: CopyValue): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
