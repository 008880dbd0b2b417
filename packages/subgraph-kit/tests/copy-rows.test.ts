import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { arrayLiteral, type CopyValue, copyRows } from '../src/index.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase(inject('postgresUrl'), 'copy');
  await database.sql`create table things (id int primary key, name text, tags text[], facts jsonb, at timestamptz)`;
});

afterAll(() => database?.[Symbol.asyncDispose]());

const columns = ['id', 'name', 'tags', 'facts', 'at'];

it('brings every kind of value through unchanged', async () => {
  const at = new Date('2026-01-02T03:04:05.678Z');
  const name = 'tab\there, line\nbreak, back\\slash, \r, \\N, "quote" 😀';
  const row: CopyValue[] = [1, name, arrayLiteral(['a"b', 'c\\d', 'e,f']), { deep: [1, name, null] }, at];
  expect(await copyRows(database.url, { table: 'things', columns, rows: [row, [2, null, '{}', {}, null]] })).toBe(2);
  const [first, second] = await database.sql`select * from things order by id`;
  expect(first).toEqual({ id: 1, name, tags: ['a"b', 'c\\d', 'e,f'], facts: { deep: [1, name, null] }, at });
  expect(second).toMatchObject({ name: null, tags: [], at: null });
});

it('leaves what is there alone when asked to, and else fails whole', async () => {
  const rows = [
    [2, 'again', '{}', {}, null],
    [3, 'new', '{}', {}, null],
  ];
  await expect(copyRows(database.url, { table: 'things', columns, rows })).rejects.toThrow('duplicate key');
  expect(await database.sql`select 1 from things where id = 3`).toHaveLength(0);
  await copyRows(database.url, { table: 'things', columns, rows, skipExisting: true });
  const names = await database.sql`select name from things where id > 1 order by id`;
  expect(names.map((row) => row.name)).toEqual([null, 'new']);
});

it('counts its progress to the last row', async () => {
  let seen = 0;
  const rows = Array.from({ length: 12_345 }, (_, index) => [index + 100, 'n', '{}', {}, null]);
  const plan = { table: 'things', columns, rows, onProgress: (count: number) => (seen += count) };
  expect(await copyRows(database.url, plan)).toBe(12_345);
  expect(seen).toBe(12_345);
});
