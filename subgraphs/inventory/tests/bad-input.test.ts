import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, askSubgraph, witnessJobs } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, aVariant, aWarehouse, startInventory, type TestInventory } from './_inventory-app.js';

const seller = aMember({ roles: ['MEMBER', 'SELLER'] });

let inventory: TestInventory;
let jobsQueued: () => Promise<string[]>;
let warehouseId: string;
let variantId: string;

beforeAll(async () => {
  inventory = await startInventory();
  jobsQueued = await witnessJobs(inventory.sql);
  warehouseId = await aWarehouse(inventory);
  variantId = await aVariant(inventory, { stock: { [warehouseId]: 10 } });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const rowsOf = async (): Promise<Record<string, unknown>> => {
  const [row] = await inventory.sql`select
    (select jsonb_agg(warehouses order by id) from warehouses) as warehouses,
    (select jsonb_agg(stock_items order by variant_id, warehouse_id) from stock_items) as items,
    (select count(*) from stock_movements) as movements,
    (select count(*) from idempotency_keys) as keys`;
  return { ...row, jobs: await jobsQueued() };
};

const MUTATIONS = {
  stockAdjust: 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }',
  warehouseCreate:
    'mutation ($input: WarehouseCreateInput!) { warehouseCreate(input: $input) { userErrors { code } } }',
  warehouseUpdate:
    'mutation ($input: WarehouseUpdateInput!) { warehouseUpdate(input: $input) { userErrors { code } } }',
};

const good = () => ({
  stockAdjust: { variantId, warehouseId, delta: 1, reason: 'counted', idempotencyKey: newId() },
  warehouseCreate: { code: newId().slice(-12), name: 'A warehouse', country: 'DE', priority: 1 },
  warehouseUpdate: { id: warehouseId, name: 'Another name' },
});

/** @returns the code of the error, thrown or the payload's */
async function refusalOf(mutation: keyof typeof MUTATIONS, change: Record<string, unknown>, viewer: Viewer = ADMIN) {
  const input = { ...good()[mutation], ...change };
  const { data, errors } = await askSubgraph(inventory.url, MUTATIONS[mutation], { variables: { input }, viewer });
  return errors?.[0]?.extensions.code ?? data[mutation].userErrors[0]?.code;
}

const TEXTS = { nul: 'a\0b', surrogate: '\ud800', empty: '', spaces: '   ', long: 'x'.repeat(1_000), number: 5 };
const NUMBERS = {
  huge: 2 ** 31,
  huger: 2 ** 53,
  negativeHuge: -(2 ** 31) - 1,
  fraction: 1.5,
  text: '1',
  nothing: null,
};

const BAD: [keyof typeof MUTATIONS, string, readonly unknown[]][] = [
  ['stockAdjust', 'delta', [...Object.values(NUMBERS), 0, 1_000_001, -1_000_001]],
  ['stockAdjust', 'delta', [-11]],
  ['stockAdjust', 'reason', Object.values(TEXTS)],
  ['stockAdjust', 'idempotencyKey', ['', 'x'.repeat(201), 'a\0b', '\udfff', null]],
  ['stockAdjust', 'variantId', ['', 'no-id', 'a\0b', '\ud800', newId(), null]],
  ['stockAdjust', 'warehouseId', ['', 'no-id', 'a\0b', '\ud800', newId(), null]],
  ['warehouseCreate', 'code', [...Object.values(TEXTS), 'ÄÖÜ', 'a b']],
  ['warehouseCreate', 'name', Object.values(TEXTS)],
  ['warehouseCreate', 'country', ['', 'XX', 'Germany', 'a\0b', null]],
  ['warehouseCreate', 'priority', [...Object.values(NUMBERS), 0, -1, 1_001]],
  ['warehouseCreate', 'idempotencyKey', ['', 'x'.repeat(201), 'a\0b', '\ud800']],
  ['warehouseUpdate', 'id', ['', 'no-id', 'a\0b', '\ud800', newId(), null]],
  ['warehouseUpdate', 'name', Object.values(TEXTS)],
  ['warehouseUpdate', 'country', ['', 'XX', 'a\0b']],
  ['warehouseUpdate', 'priority', [2 ** 31, 2 ** 53, 1.5, 0, -1, 1_001]],
];

describe('writes nothing and says why', () => {
  it.each(BAD)('%s: %s', async (mutation, field, values) => {
    const before = await rowsOf();
    for (const value of values) {
      expect(await refusalOf(mutation, { [field]: value }), `${field}: ${JSON.stringify(value)}`).toMatch(
        /^(BAD_USER_INPUT|NOT_FOUND|STOCK_BELOW_RESERVED)$/,
      );
    }
    const { keys: _before, ...rows } = before;
    const { keys: _after, ...rowsAfter } = await rowsOf();
    expect(rowsAfter).toEqual(rows);
  });

  it('to who may not do it', async () => {
    const before = await rowsOf();
    for (const mutation of ['stockAdjust', 'warehouseCreate', 'warehouseUpdate'] as const) {
      expect(await refusalOf(mutation, {}, GUEST)).toBe('UNAUTHENTICATED');
      expect(await refusalOf(mutation, {}, aMember())).toBe('FORBIDDEN');
    }
    expect(await refusalOf('stockAdjust', {}, seller)).toBe('NOT_FOUND');
    expect(await refusalOf('warehouseCreate', {}, seller)).toBe('FORBIDDEN');
    expect(await refusalOf('warehouseUpdate', {}, seller)).toBe('FORBIDDEN');
    expect(await rowsOf()).toEqual(before);
  });
});

describe('staff’s queries', () => {
  const QUERIES = [
    '{ warehouses { nodes { id } } }',
    '{ stockMovements { nodes { id } } }',
    `{ stockItem(variantId: "${newId()}", warehouseId: "${newId()}") { onHand } }`,
  ];

  it.each(QUERIES)('%s is refused to others', async (query) => {
    const codeFor = async (viewer: Viewer) =>
      (await askSubgraph(inventory.url, query, { viewer })).errors?.[0]?.extensions.code;
    expect([await codeFor(GUEST), await codeFor(aMember())]).toEqual(['UNAUTHENTICATED', 'FORBIDDEN']);
  });

  it.each(['first: 0', 'first: 101', 'first: -1', 'after: "x"'])('%s is bad input', async (argument) => {
    for (const list of ['warehouses', 'stockMovements']) {
      const { errors } = await askSubgraph(inventory.url, `{ ${list}(${argument}) { nodes { id } } }`, {
        viewer: ADMIN,
      });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });
});
