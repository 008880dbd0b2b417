import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import type { DatabaseUrls } from '../config.js';
import { StartError } from '../start-error.js';
import { type PerSubgraph, perSubgraph, perSubgraphAsync, SUBGRAPH_NAMES } from '../subgraph-names.js';

const CONNECT_TIMEOUT_SECONDS = 5;

/** On a server of our own: a database for each subgraph and a role that owns it, with a password of this run. */
export async function openOwnDatabases(adminUrl: string): Promise<PerSubgraph<string>> {
  const urls = perSubgraph((name) => withLogin(adminUrl, `souk_${name}`, randomBytes(24).toString('hex')));
  await asAdmin(adminUrl, 'the embedded PostgreSQL', async (sql) => {
    for (const name of SUBGRAPH_NAMES) {
      const { username, password } = new URL(urls[name]);
      const [role] = await sql`select 1 from pg_roles where rolname = ${username}`;
      await sql.unsafe(`${role ? 'alter' : 'create'} role ${username} login password '${password}'`);
      if (!(await createMissing(sql, username))) continue;
      await sql.unsafe(`alter database ${username} owner to ${username}`);
      await sql.unsafe(`revoke connect on database ${username} from public`);
    }
  });
  return urls;
}

/**
 * On somebody else's server: a database for each subgraph, made when it is missing, and whose URL is given taken as it is.
 *
 * @param serverUrl    of any database there, with a role that may create databases; needed for those that `own` does not name
 * @param prefix       of the databases' names, `souk_` gives `souk_users`
 * @throws StartError  the server is not reachable, refuses the login, or the role may not create databases
 */
export async function openDatabasesOn(
  serverUrl: string | undefined,
  own: DatabaseUrls = {},
  prefix = 'souk_',
): Promise<PerSubgraph<string>> {
  const urls = perSubgraph((name) => own[name] ?? withDatabase(serverUrl ?? '', `${prefix}${name}`));
  const missing = SUBGRAPH_NAMES.filter((name) => !own[name]);
  if (serverUrl && missing.length > 0) {
    await asAdmin(serverUrl, 'DATABASE_URL', async (sql) => {
      for (const name of missing) await createMissing(sql, `${prefix}${name}`);
    });
  }
  await perSubgraphAsync(async (name) => {
    if (own[name]) await asAdmin(urls[name], `${name.toUpperCase()}_DATABASE_URL`, (sql) => sql`select 1`);
  });
  return urls;
}

/** Drops what `openDatabasesOn` made with this prefix, whoever is connected. */
export async function dropDatabasesOn(serverUrl: string, prefix: string): Promise<void> {
  await asAdmin(serverUrl, 'DATABASE_URL', async (sql) => {
    for (const name of SUBGRAPH_NAMES) await sql.unsafe(`drop database if exists "${prefix}${name}" with (force)`);
  });
}

/** @returns whether it was missing */
async function createMissing(sql: postgres.Sql, database: string): Promise<boolean> {
  const [existing] = await sql`select 1 from pg_database where datname = ${database}`;
  if (!existing) await sql.unsafe(`create database "${database}"`);
  return !existing;
}

async function asAdmin(url: string, origin: string, work: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: CONNECT_TIMEOUT_SECONDS, onnotice: () => {} });
  try {
    await work(sql);
  } catch (cause) {
    throw new StartError(databaseFailure(url, origin, cause), { cause });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** @param origin    who named this server: the variable */
export function databaseFailure(url: string, origin: string, cause: unknown): string {
  const { host, username, pathname } = new URL(url);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'CONNECT_TIMEOUT':
    case 'CONNECTION_CLOSED':
      return `No PostgreSQL answers at ${host} (${origin}): start it, or mend the variable's host and port.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${host} refuses "${username}" (${origin}): mend the variable's user and password.`;
    case '3D000':
      return `There is no database "${pathname.slice(1)}" at ${host} (${origin}): create it, or name another, for example "postgres".`;
    case '42501':
      return `"${username}" at ${host} (${origin}) may not create databases: ALTER ROLE ${username} CREATEDB, or create ${SUBGRAPH_NAMES.map((name) => `souk_${name}`).join(', ')} for it.`;
    case '53100':
      return `The disk of PostgreSQL at ${host} (${origin}) is full: make room and start again.`;
    default:
      return `PostgreSQL at ${host} (${origin}) failed: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withLogin(url: string, name: string, password: string): string {
  const changed = new URL(withDatabase(url, name));
  changed.username = name;
  changed.password = password;
  return changed.href;
}
