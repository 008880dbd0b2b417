import { fileURLToPath } from 'node:url';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Database, migrateDatabase, newId, openPool } from '../src/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import * as tables from './toy/tables.js';

let test: TestDatabase;
let database: Database<typeof tables>;

const open = (poolSize: number) => openPool({ url: test.url, tables, applicationName: 'statements', poolSize });

beforeAll(async () => {
  test = await createTestDatabase(inject('postgresUrl'), 'statements');
  const migrationsFolder = fileURLToPath(new URL('./toy/migrations', import.meta.url));
  await migrateDatabase({ url: test.url, migrationsFolder });
  database = open(1);
});

afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await test?.[Symbol.asyncDispose]();
});

/** Those of the pool’s one connection. */
async function keptAbout(text: string): Promise<number> {
  const kept = await database.db.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`);
  return kept.filter(({ statement }) => statement.includes(text)).length;
}

it('keeps a statement that comes again, in a transaction and in one within it', async () => {
  const { db } = database;
  const note = { id: newId(), text: 'kept' };
  await db.transaction(async (tx) => {
    await tx.insert(tables.notes).values(note);
    for (const id of [note.id, newId(), note.id]) await tx.select().from(tables.notes).where(eq(tables.notes.id, id));
    await tx.transaction((inner) => inner.update(tables.notes).set({ version: 1 }).where(eq(tables.notes.id, note.id)));
  });
  expect(await keptAbout('insert into "notes"')).toBe(1);
  expect(await keptAbout('update "notes"')).toBe(1);
  expect(await keptAbout('select "id", "text", "version" from "notes"')).toBe(1);
});

it('keeps none of those that come in a hundred lengths', async () => {
  const ids = Array.from({ length: 100 }, newId);
  await database.db.transaction(async (tx) => {
    for (let length = 90; length <= 100; length += 1) {
      const some = inArray(tables.notes.id, ids.slice(0, length));
      await tx.select({ many: tables.notes.id }).from(tables.notes).where(some);
    }
  });
  expect(await keptAbout('select "id" from "notes"')).toBe(0);
});

it('lets no statement of others into a transaction, however many wait for a connection', async () => {
  await using many = open(3);
  const { db } = many;
  const isNone = eq(tables.notes.id, newId());
  const alone = async () => db.select().from(tables.notes).where(isNone);
  const whole = async () => db.transaction((tx) => tx.select().from(tables.notes).where(isNone));
  const times = <Answer>(count: number, ask: () => Promise<Answer>) => Array.from({ length: count }, ask);
  await Promise.all(times(30, alone));
  // the client would have sent a hundred to each connection by then, as many as it sends ahead
  const calls = times(300, alone);
  for (let step = 0; step < 100; step += 1) await Promise.resolve();
  calls.push(...times(20, whole));
  const failed = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected');
  expect(failed).toEqual([]);
});
