import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN,
  aVariant,
  aWarehouse,
  factsOf,
  ledgerGaps,
  reserve,
  startInventory,
  stockOf,
  type TestInventory,
} from './_inventory-app.js';

const seller = aMember({ roles: ['MEMBER', 'SELLER'] });

let inventory: TestInventory;
let warehouse: string;
let variant: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory, { priority: 5 });
  variant = await aVariant(inventory, { stock: { [warehouse]: 10 }, sellerId: seller.id });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const ask = (query: string, variables: Record<string, unknown> = {}, viewer = ADMIN) =>
  askSubgraph(inventory.url, query, { variables, viewer });

const ADJUST = `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) {
  stockItem { onHand reserved safetyStock available variant { id } warehouse { id } }
  userErrors { __typename code path ... on StockBelowReservedError { onHand reserved } }
} }`;

const adjust = async (facts: Record<string, unknown>, viewer = ADMIN) => {
  const input = { variantId: variant, warehouseId: warehouse, reason: 'counted', idempotencyKey: newId(), ...facts };
  return await ask(ADJUST, { input }, viewer);
};

describe('stockAdjust', () => {
  it('counts pieces in and out, keeps the ledger and tells of it', async () => {
    const { data } = await adjust({ delta: 5 });
    expect(data.stockAdjust).toEqual({
      stockItem: {
        onHand: 15,
        reserved: 0,
        safetyStock: 0,
        available: 15,
        variant: { id: variant },
        warehouse: { id: warehouse },
      },
      userErrors: [],
    });
    await adjust({ delta: -5 }, seller);
    const [movement] = await inventory.sql`select * from stock_movements where reference = ${seller.id}`;
    expect(movement).toMatchObject({ kind: 'ADJUSTED', on_hand_delta: -5, reason: 'counted' });
    const facts = (await factsOf(inventory, 'stock-changed')).map(({ data }) => data.availableQuantity);
    expect(facts).toEqual([15, 10]);
  });

  it('opens the item of a warehouse that never had the variant', async () => {
    const other = await aWarehouse(inventory);
    expect((await adjust({ warehouseId: other, delta: 3 })).data.stockAdjust.stockItem.onHand).toBe(3);
    const kinds = await inventory.sql`select kind from stock_movements where warehouse_id = ${other}`;
    expect(kinds.map(({ kind }) => kind)).toEqual(['OPENING']);
  });

  it('never takes what is set aside', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 10 } });
    await reserve(inventory, { lines: { [id]: 8 } });
    const { data } = await adjust({ variantId: id, delta: -3 });
    expect(data.stockAdjust).toEqual({
      stockItem: null,
      userErrors: [
        {
          __typename: 'StockBelowReservedError',
          code: 'STOCK_BELOW_RESERVED',
          path: ['input', 'delta'],
          onHand: 10,
          reserved: 8,
        },
      ],
    });
    expect((await adjust({ variantId: id, delta: -2 })).data.stockAdjust.stockItem.onHand).toBe(8);
  });

  it('does it once per key, also when asked many times at once', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 10 } });
    const same = { variantId: id, delta: 1, idempotencyKey: newId() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => adjust(same)));
    expect(answers.map(({ data }) => data.stockAdjust.stockItem.onHand)).toEqual([11, 11, 11, 11, 11]);
    expect((await adjust({ ...same, delta: 2 })).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await stockOf(inventory, id)).toMatchObject({ onHand: 11 });
  });

  it('stops at what a warehouse can keep', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 9_999_999 } });
    const { data } = await adjust({ variantId: id, delta: 2 });
    expect(data.stockAdjust.userErrors).toMatchObject([{ __typename: 'InputError', code: 'STOCK_LIMIT_EXCEEDED' }]);
  });
});

describe('stockItem and stockMovements', () => {
  const ITEM = 'query ($v: ID!, $w: ID!) { stockItem(variantId: $v, warehouseId: $w) { onHand } }';
  const MOVEMENTS = `query ($first: Int, $after: String, $variantId: ID, $warehouseId: ID) {
    stockMovements(first: $first, after: $after, variantId: $variantId, warehouseId: $warehouseId) {
      totalCount nodes { id kind onHandDelta variant { id } warehouse { id } } pageInfo { hasNextPage endCursor }
    } }`;

  it('answer the seller for his own variants alone', async () => {
    const foreign = await aVariant(inventory, { stock: { [warehouse]: 4 } });
    const item = async (v: string) => (await ask(ITEM, { v, w: warehouse }, seller)).data.stockItem;
    expect([await item(variant), await item(foreign), await item('no-id')]).toEqual([{ onHand: 10 }, null, null]);
    expect((await ask(ITEM, { v: foreign, w: warehouse })).data.stockItem).toEqual({ onHand: 4 });
    const { data } = await ask(MOVEMENTS, { first: 100 }, seller);
    expect(new Set(data.stockMovements.nodes.map((node: any) => node.variant.id))).toEqual(new Set([variant]));
    expect(data.stockMovements.totalCount).toBe(data.stockMovements.nodes.length);
    expect((await ask(MOVEMENTS, { variantId: foreign }, seller)).data.stockMovements.nodes).toEqual([]);
  });

  it('page through the ledger, newest first, without loss or repetition', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 1 } });
    for (const delta of [1, 2, 3, 4]) await adjust({ variantId: id, delta });
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(MOVEMENTS, { variantId: id, warehouseId: warehouse, first: 2, after });
      seen.push(...data.stockMovements.nodes.map((node: any) => node.onHandDelta));
      after = data.stockMovements.pageInfo.hasNextPage ? data.stockMovements.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual([4, 3, 2, 1, 1]);
  });

  it('cost as many statements for 1, 10 and 100 movements, and one more for the count', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 1 } });
    await inventory.sql`
      insert into stock_movements (id, variant_id, warehouse_id, kind, on_hand_delta, reserved_delta)
      select gen_random_uuid(), ${id}, ${warehouse}, 'ADJUSTED', step, 0
      from generate_series(-50, 50) as step`;
    const nodes = 'nodes { variant { id } warehouse { name } }';
    const counts = [];
    for (const [first, selection] of [
      [1, nodes],
      [10, nodes],
      [100, nodes],
      [100, `totalCount ${nodes}`],
    ]) {
      const before = inventory.app.statementCount();
      const { data } = await ask(`{ stockMovements(first: ${first}, variantId: "${id}") { ${selection} } }`);
      expect(data.stockMovements.nodes).toHaveLength(Number(first));
      counts.push(inventory.app.statementCount() - before);
    }
    expect(counts).toEqual([2, 2, 2, 3]);
  });
});

describe('warehouses', () => {
  const CREATE = `mutation ($input: WarehouseCreateInput!) { warehouseCreate(input: $input) {
    warehouse { id code name country priority } userErrors { code path } } }`;
  const UPDATE = `mutation ($input: WarehouseUpdateInput!) { warehouseUpdate(input: $input) {
    warehouse { code name country priority } userErrors { code } } }`;
  const LIST = `query ($first: Int, $after: String) { warehouses(first: $first, after: $after) {
    totalCount nodes { id priority } pageInfo { hasNextPage endCursor } } }`;
  const input = { code: 'ber-1', name: 'Berlin', country: 'DE', priority: 7 };

  it('are created once per key, with a code of their own', async () => {
    const withKey = { ...input, idempotencyKey: newId() };
    const { data } = await ask(CREATE, { input: withKey });
    expect(data.warehouseCreate.warehouse).toEqual({ id: expect.any(String), ...input, code: 'BER-1' });
    expect((await ask(CREATE, { input: withKey })).data).toEqual(data);
    expect((await ask(CREATE, { input: { ...input, code: 'BER-1' } })).data.warehouseCreate).toEqual({
      warehouse: null,
      userErrors: [{ code: 'WAREHOUSE_CODE_TAKEN', path: ['input', 'code'] }],
    });
  });

  it('change in what is given', async () => {
    const { data } = await ask(CREATE, { input: { ...input, code: 'OSK-1' } });
    const { id } = data.warehouseCreate.warehouse;
    const changed = await ask(UPDATE, { input: { id, country: 'JP', priority: 2 } });
    expect(changed.data.warehouseUpdate).toEqual({
      warehouse: { code: 'OSK-1', name: 'Berlin', country: 'JP', priority: 2 },
      userErrors: [],
    });
  });

  it('are listed by priority, page by page', async () => {
    const all = (await ask(LIST, { first: 100 }, seller)).data.warehouses;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const page: any = (await ask(LIST, { first: 1, after })).data.warehouses;
      ids.push(...page.nodes.map((node: any) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(ids).toEqual(all.nodes.map((node: any) => node.id));
    expect(ids).toHaveLength(all.totalCount);
    const priorities = all.nodes.map((node: any) => node.priority);
    expect(priorities).toEqual(priorities.toSorted((a: number, b: number) => a - b));
  });
});

it('keeps the ledger', async () => {
  const gaps = await ledgerGaps(inventory);
  expect(gaps).toEqual([]);
});
