import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, it, vi } from 'vitest';
import { openDatabase } from '../src/index.js';
import { createTestDatabase, type TestDatabase, until } from '../src/testing/index.js';
import { Way } from './_way.js';
import * as tables from './toy/tables.js';

const LONGEST_PAUSE_MS = 250;
const migrationsFolder = fileURLToPath(new URL('./toy/migrations', import.meta.url));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'), 'reconnect');
  await database.sql`create table said (by text not null)`;
});

beforeEach(() => database.sql`truncate said`);

afterAll(() => database?.[Symbol.asyncDispose]());

async function openBy(way: Way, poolSize: number) {
  await way.open();
  return openDatabase({ url: way.url, tables, migrationsFolder, applicationName: 'reconnect', poolSize });
}

it('asks again soon once the database is back, however often it was refused', async () => {
  const timers = vi.spyOn(globalThis, 'setTimeout');
  await using way = new Way(database.url);
  await using pool = await openBy(way, 10);
  const askAll = () => Promise.allSettled(Array.from({ length: 10 }, () => pool.ping()));
  await way.break();
  for (let round = 0; round < 2; round += 1) {
    expect((await askAll()).map(({ status }) => status)).not.toContain('fulfilled');
  }
  await way.open();
  await until(async () => (await askAll()).every(({ status }) => status === 'fulfilled'), { timeoutMs: 25_000 });
  const pauses = timers.mock.calls.flatMap(([then, pauseMs = 0]) => (then.name === 'connect' ? [pauseMs] : []));
  expect(Math.max(...pauses)).toBeGreaterThan(0);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
  timers.mockRestore();
}, 60_000);

it('serves the next transaction after one that lost its connection in the middle of a statement', async () => {
  await using way = new Way(database.url);
  await using pool = await openBy(way, 1);
  const lost = pool.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    await tx.execute(sql`select pg_sleep(${20}::int)`);
  });
  lost.catch(() => {});
  const sleeping = () => database.sql`select 1 from pg_stat_activity where wait_event = 'PgSleep'`;
  await until(async () => (await sleeping()).length > 0);
  await way.break();
  await expect(lost).rejects.toThrow();
  await way.open();
  const next = () => pool.db.transaction((tx) => tx.execute(sql`insert into said values (${'next'})`));
  await until(() => next().then(() => true), { what: 'a transaction' });
  expect(await database.sql`select by from said`).toEqual([{ by: 'next' }]);
});

it('lets nothing that a lost transaction still says into another one', async () => {
  await using way = new Way(database.url);
  await using pool = await openBy(way, 1);
  let goOn: () => void = () => {};
  const mayGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let said: Promise<unknown> | undefined;
  const lost = pool.db.transaction(async (tx) => {
    await tx.execute(sql`insert into said values (${'lost, before'})`);
    await mayGoOn;
    said = tx.execute(sql`insert into said values (${'lost, after'})`);
    await said;
  });
  lost.catch(() => {});
  const waiting = () =>
    database.sql`select 1 from pg_stat_activity where state = 'idle in transaction' and query like 'insert%'`;
  await until(async () => (await waiting()).length > 0);
  await way.break();
  await expect(lost).rejects.toThrow();
  await way.open();
  const other = () =>
    pool.db.transaction(async (tx) => {
      await tx.execute(sql`insert into said values (${'other'})`);
      goOn();
      await until(() => said !== undefined, { what: 'the lost transaction to go on' });
      await said?.catch(() => {});
    });
  await until(() => other().then(() => true), { what: 'another transaction' });
  await expect(said).rejects.toThrow();
  expect(await database.sql`select by from said`).toEqual([{ by: 'other' }]);
});
