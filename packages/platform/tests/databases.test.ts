import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../src/embedded/free-port.js';
import { dropDatabasesOn, openDatabasesOn, openOwnDatabases } from '../src/start/databases.js';

const server = inject('postgresUrl');
const admin = postgres(server, { max: 1, onnotice: () => {} });
const id = randomBytes(6).toString('hex');
const prefix = `platform_${id}_`;
const stranger = `stranger_${id}`;

afterAll(async () => {
  await dropDatabasesOn(server, prefix);
  await admin.unsafe(`drop role if exists ${stranger}`);
  await admin.end();
});

describe('databases on the embedded server', () => {
  it('belong to a role each, with a new password at every start', async () => {
    const before = await openOwnDatabases(server);
    const after = await openOwnDatabases(server);
    expect(await ask(after.users, 'select current_user as who, current_database() as where')).toEqual([
      { who: 'souk_users', where: 'souk_users' },
    ]);
    expect(await ask(after.orders, 'create extension if not exists pg_trgm')).toEqual([]);
    await expect(ask(before.users, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('are closed to the other subgraphs', async () => {
    const { users, orders } = await openOwnDatabases(server);
    const intruder = new URL(users);
    intruder.pathname = new URL(orders).pathname;
    await expect(ask(intruder.href, 'select 1')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('databases on somebody else’s server', () => {
  it('are made when they are missing, and kept when they are not', async () => {
    const first = await openDatabasesOn(server, {}, prefix);
    await ask(first.carts, 'create table kept as select 1 as one');
    const second = await openDatabasesOn(server, {}, prefix);
    expect(second).toEqual(first);
    expect(new URL(second.carts).pathname).toBe(`/${prefix}carts`);
    expect(await ask(second.carts, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('are taken where a subgraph has a URL of its own', async () => {
    const elsewhere = server.replace(/[^/]*$/, 'template1');
    const urls = await openDatabasesOn(server, { users: elsewhere }, prefix);
    expect(urls.users).toBe(elsewhere);
    await expect(openDatabasesOn(server, { users: `${elsewhere}_missing` }, prefix)).rejects.toThrow(
      /no database "template1_missing".*USERS_DATABASE_URL/,
    );
  });

  it('name the server that does not answer', async () => {
    const port = await freePort();
    await expect(openDatabasesOn(`postgres://a:b@127.0.0.1:${port}/c`)).rejects.toThrow(
      `No PostgreSQL answers at 127.0.0.1:${port} (DATABASE_URL)`,
    );
    await expect(openDatabasesOn('postgres://a:b@nowhere.invalid/c')).rejects.toThrow(
      /No PostgreSQL answers at nowhere/,
    );
  });

  it('say that the password is wrong, without showing it', async () => {
    const wrong = new URL(server);
    wrong.password = 'not-the-password';
    const refusal = await openDatabasesOn(wrong.href).catch((error: Error) => error.message);
    expect(refusal).toMatch(/refuses "souk" \(DATABASE_URL\): mend the variable's user and password/);
    expect(refusal).not.toContain('not-the-password');
  });

  it('say that the role may not create databases, and how it may', async () => {
    await admin.unsafe(`create role ${stranger} login password 'a'`);
    const url = new URL(server);
    url.username = stranger;
    url.password = 'a';
    await expect(openDatabasesOn(url.href, {}, `${prefix}new_`)).rejects.toThrow(
      `ALTER ROLE ${stranger} CREATEDB, or create souk_users, souk_products`,
    );
  });
});

async function ask(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}
