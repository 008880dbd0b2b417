import { gzipSync } from 'node:zlib';
import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN,
  aVariant,
  aWarehouse,
  ledgerGaps,
  reserve,
  startInventory,
  stockOf,
  type TestInventory,
} from './_inventory-app.js';

const seller = aMember({ roles: ['MEMBER', 'SELLER'] });

let inventory: TestInventory;
let warehouse: string;
let code: string;

beforeAll(async () => {
  inventory = await startInventory();
});
beforeEach(async () => {
  warehouse = await aWarehouse(inventory);
  code = `W-${newId().slice(-10)}`.toUpperCase();
  await inventory.sql`update warehouses set code = ${code} where id = ${warehouse}`;
});
afterAll(() => inventory?.[Symbol.asyncDispose]());

const FIELDS = '{ id mode status rowCount doneRows appliedRows endedAt }';
const START = `mutation ($input: StockImportInput!) { stockImportStart(input: $input) { import ${FIELDS} userErrors { code path } } }`;
const IMPORT = `query ($id: ID!) { stockImport(id: $id) ${FIELDS} }`;
const ERRORS = `query ($id: ID!, $first: Int, $after: String) { stockImportErrors(importId: $id, first: $first, after: $after) {
  totalCount nodes { line sku code } pageInfo { hasNextPage endCursor } } }`;

const ask = (query: string, variables: Record<string, unknown>, viewer = ADMIN) =>
  askSubgraph(inventory.url, query, { variables, viewer });
const start = async (input: Record<string, unknown>, viewer = ADMIN) =>
  ask(START, { input: { mode: 'VALID_ROWS', idempotencyKey: newId(), ...input } }, viewer);

/** @returns the import when it is over, with its report */
async function importCsv(csv: string, mode = 'VALID_ROWS', viewer = ADMIN) {
  const { data } = await start({ csv, mode }, viewer);
  const { id } = data.stockImportStart.import;
  const ended = await until(
    async () => {
      const { stockImport } = (await ask(IMPORT, { id }, viewer)).data;
      return stockImport.endedAt && stockImport;
    },
    { what: 'the end of the import' },
  );
  const { nodes } = (await ask(ERRORS, { id, first: 100 }, viewer)).data.stockImportErrors;
  return { ...ended, errors: nodes };
}

const aSku = async (onHand: number, sellerId = newId()) => {
  const id = await aVariant(inventory, { stock: { [warehouse]: onHand }, sellerId });
  return { id, sku: `SKU-${id}` };
};

describe('an import', () => {
  it('does what the valid rows say, and reports on the others', async () => {
    const [a, b, held] = [await aSku(5), await aSku(5), await aSku(5)];
    const fresh = await aVariant(inventory);
    await reserve(inventory, { lines: { [held.id]: 3 } });
    const csv = [
      'sku,warehouse,onHand',
      `${a.sku},${code},9`,
      `${b.sku},${code.toLowerCase()},5`,
      `"SKU-${fresh}",${code},2`,
      `nothing,${code},1`,
      `${a.sku},nowhere,1`,
      `${held.sku},${code},2`,
      `${b.sku},${code},7`,
      `${b.sku},${code}`,
    ].join('\r\n');
    const { errors, ...result } = await importCsv(csv);
    expect(result).toMatchObject({ status: 'DONE', rowCount: 8, doneRows: 8, appliedRows: 3 });
    expect(errors).toEqual([
      { line: 5, sku: 'nothing', code: 'UNKNOWN_SKU' },
      { line: 6, sku: a.sku, code: 'UNKNOWN_WAREHOUSE' },
      { line: 7, sku: held.sku, code: 'BELOW_RESERVED' },
      { line: 8, sku: b.sku, code: 'REPEATED' },
      { line: 9, sku: b.sku, code: 'COLUMNS' },
    ]);
    const stocks = await Promise.all([a.id, b.id, held.id, fresh].map((id) => stockOf(inventory, id)));
    expect(stocks.map(({ onHand }) => onHand)).toEqual([9, 5, 5, 2]);
    const moves =
      await inventory.sql`select kind, on_hand_delta from stock_movements where reference = ${result.id} order by on_hand_delta`;
    expect(moves.map((move) => [move.kind, move.on_hand_delta])).toEqual([
      ['IMPORTED', 2],
      ['IMPORTED', 4],
    ]);
  });

  it('that is all or nothing changes nothing when one row has an error', async () => {
    const [a, b] = [await aSku(5), await aSku(5)];
    const rows = [`${a.sku},${code},-1`, `${b.sku},${code},3`];
    const refused = await importCsv(['sku,warehouse,delta', ...rows, `x,${code},1`].join('\n'), 'ALL_OR_NOTHING');
    expect(refused).toMatchObject({ status: 'REFUSED', appliedRows: 0, errors: [{ line: 4, code: 'UNKNOWN_SKU' }] });
    const unread = await importCsv(['sku,warehouse,delta', ...rows, `x,${code},?`].join('\n'), 'ALL_OR_NOTHING');
    expect(unread).toMatchObject({ status: 'REFUSED', errors: [{ line: 4, code: 'NOT_A_NUMBER' }] });
    expect(await stockOf(inventory, a.id)).toMatchObject({ onHand: 5 });
    const done = await importCsv(['sku,warehouse,delta', ...rows].join('\n'), 'ALL_OR_NOTHING');
    expect(done).toMatchObject({ status: 'DONE', appliedRows: 2 });
    expect([await stockOf(inventory, a.id), await stockOf(inventory, b.id)]).toMatchObject([
      { onHand: 4 },
      { onHand: 8 },
    ]);
  });

  it('goes on where it was when the process ends in the middle', async () => {
    const a = await aSku(0);
    const csv = [
      'sku,warehouse,delta',
      ...Array.from({ length: 500 }, (_, n) => `x${n},${code},1`),
      `${a.sku},${code},4`,
    ].join('\n');
    const id = newId();
    await inventory.sql`insert into stock_imports (id, created_by, mode, status, csv, row_count, done_rows)
      values (${id}, ${ADMIN.id}, 'VALID_ROWS', 'RUNNING', ${csv}, 501, 500)`;
    const payload = JSON.stringify({ importId: id });
    for (let times = 0; times < 2; times += 1) {
      await inventory.sql`select graphile_worker.add_job('run-stock-import', ${payload}::text::json, priority => -1)`;
    }
    await until(async () => (await ask(IMPORT, { id })).data.stockImport.status === 'DONE', { what: 'the rest' });
    expect(await stockOf(inventory, a.id)).toMatchObject({ onHand: 4 });
    expect((await ask(ERRORS, { id })).data.stockImportErrors.totalCount).toBe(0);
  });

  it('happens once per key', async () => {
    const a = await aSku(5);
    const input = { csv: `sku,warehouse,delta\n${a.sku},${code},1`, idempotencyKey: newId() };
    const answers = await Promise.all(Array.from({ length: 4 }, () => start(input)));
    const ids = new Set(answers.map(({ data }) => data.stockImportStart.import.id));
    expect(ids.size).toBe(1);
    const [id] = ids;
    await until(async () => (await ask(IMPORT, { id })).data.stockImport.endedAt, { what: 'its end' });
    expect(await stockOf(inventory, a.id)).toMatchObject({ onHand: 6 });
    const other = await start({ ...input, csv: `sku,warehouse,delta\n${a.sku},${code},2` });
    expect(other.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('of a seller finds his own variants alone, and nobody else’s import', async () => {
    const [own, foreign] = [await aSku(5, seller.id), await aSku(5)];
    const csv = `sku,warehouse,delta\n${own.sku},${code},1\n${foreign.sku},${code},1`;
    const { id, errors } = await importCsv(csv, 'VALID_ROWS', seller);
    expect(errors).toEqual([{ line: 3, sku: foreign.sku, code: 'UNKNOWN_SKU' }]);
    const other = aMember({ roles: ['SELLER'] });
    expect((await ask(IMPORT, { id }, other)).data.stockImport).toBeNull();
    expect((await ask(ERRORS, { id }, other)).data.stockImportErrors.nodes).toEqual([]);
    expect((await ask(IMPORT, { id })).data.stockImport.status).toBe('DONE');
  });

  it('takes many rows, packed, in turns', async () => {
    const product = newId();
    await inventory.sql`insert into variants (id, product_id, seller_id, sku, name, is_active, version)
      select gen_random_uuid(), ${product}, ${seller.id}, ${`${product}-`} || step, 'A thing', true, 0 from generate_series(1, 1200) as step`;
    const rows = Array.from({ length: 10_000 }, (_, index) => `${product}-${index + 1},${code},${index % 7}`);
    const pack = (some: readonly string[]) => gzipSync(['sku,warehouse,onHand', ...some].join('\n')).toString('base64');
    expect(pack(rows).length).toBeLessThan(90_000);
    const csvGzip = pack(rows.slice(0, 1_200));
    const { id } = (await start({ csvGzip }, seller)).data.stockImportStart.import;
    const seen = new Set<number>();
    await until(
      async () => {
        const { stockImport } = (await ask(IMPORT, { id }, seller)).data;
        seen.add(stockImport.doneRows);
        return stockImport.status === 'DONE';
      },
      { what: 'all rows' },
    );
    expect([...seen].filter((done) => ![0, 500, 1_000, 1_200].includes(done))).toEqual([]);
    const [sum] =
      await inventory.sql`select sum(on_hand)::integer as pieces from stock_items where warehouse_id = ${warehouse}`;
    expect(sum?.pieces).toBe(rows.slice(0, 1_200).reduce((total, row) => total + Number(row.split(',')[2]), 0));
  });

  it('is refused as a whole, and nothing is kept, when its text is none', async () => {
    const codeOf = async (input: Record<string, unknown>, viewer = ADMIN) => {
      const { data, errors } = await start(input, viewer);
      return errors?.[0]?.extensions.code ?? data.stockImportStart.userErrors[0]?.code;
    };
    const before = await inventory.sql`select count(*) from stock_imports`;
    for (const csv of ['', 'a,b,c\n1,2,3', 'sku,warehouse,delta', 'sku,warehouse,delta\n"x']) {
      expect(await codeOf({ csv })).toBe('STOCK_IMPORT_UNREADABLE');
    }
    const bomb = gzipSync('x'.repeat(2_000_000)).toString('base64');
    for (const input of [{}, { csv: 'a', csvGzip: 'b' }, { csvGzip: 'no gzip' }, { csvGzip: bomb }, { csv: 'sku\0' }]) {
      expect(await codeOf(input)).toBe('BAD_USER_INPUT');
    }
    const many = Array.from({ length: 10_001 }, (_, n) => `s${n},x,1`);
    expect(await codeOf({ csv: ['sku,warehouse,delta', ...many].join('\n') })).toBe('STOCK_IMPORT_TOO_LONG');
    expect(await codeOf({ csv: 'a' }, aMember())).toBe('FORBIDDEN');
    expect(await inventory.sql`select count(*) from stock_imports`).toEqual(before);
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
