import { fileURLToPath } from 'node:url';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Database, newId, openDatabase } from '../src/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import * as tables from './toy/tables.js';

let test: TestDatabase;
let database: Database<typeof tables>;

beforeAll(async () => {
  test = await createTestDatabase(inject('postgresUrl'), 'statements');
  const migrationsFolder = fileURLToPath(new URL('./toy/migrations', import.meta.url));
  database = await openDatabase({
    url: test.url,
    tables,
    migrationsFolder,
    applicationName: 'statements',
    poolSize: 1,
  });
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

it('keeps a statement that comes again, in a transaction and in one within it too', async () => {
  const { db } = database;
  const note = { id: newId(), text: 'kept' };
  await db.transaction(async (tx) => {
    await tx.insert(tables.notes).values(note);
    await tx.transaction((inner) => inner.update(tables.notes).set({ version: 1 }).where(eq(tables.notes.id, note.id)));
  });
  for (const id of [note.id, newId(), note.id]) await db.select().from(tables.notes).where(eq(tables.notes.id, id));
  expect(await keptAbout('insert into "notes"')).toBe(1);
  expect(await keptAbout('update "notes"')).toBe(1);
  expect(await keptAbout('select "id", "text", "version" from "notes"')).toBe(1);
});

it('keeps none of those that come in a hundred lengths', async () => {
  const ids = Array.from({ length: 100 }, newId);
  for (let length = 90; length <= 100; length += 1) {
    await database.db
      .select({ many: tables.notes.id })
      .from(tables.notes)
      .where(inArray(tables.notes.id, ids.slice(0, length)));
  }
  expect(await keptAbout('select "id" from "notes"')).toBe(0);
});
