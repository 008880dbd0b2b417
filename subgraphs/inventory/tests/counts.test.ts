import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
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
  tellPaid,
} from './_inventory-app.js';

let inventory: TestInventory;
let warehouse: string;

beforeAll(async () => {
  inventory = await startInventory();
});
beforeEach(async () => {
  warehouse = await aWarehouse(inventory);
});
afterAll(() => inventory?.[Symbol.asyncDispose]());

const PAYLOAD = `{ count { id status warehouse { id } endedAt }
  userErrors { __typename code ... on StockCountBelowReservedError { variantId onHand reserved } } }`;
const MUTATIONS = {
  Open: `mutation ($input: StockCountOpenInput!) { answer: stockCountOpen(input: $input) ${PAYLOAD} }`,
  Enter: `mutation ($input: StockCountEnterInput!) { answer: stockCountEnter(input: $input) ${PAYLOAD} }`,
  Close: `mutation ($input: StockCountStepInput!) { answer: stockCountClose(input: $input) ${PAYLOAD} }`,
  Cancel: `mutation ($input: StockCountStepInput!) { answer: stockCountCancel(input: $input) ${PAYLOAD} }`,
};
const LINES = `query ($countId: ID!, $first: Int, $after: String) { stockCountLines(countId: $countId, first: $first, after: $after) {
  totalCount nodes { variant { id } counted expected difference } pageInfo { hasNextPage endCursor } } }`;

const ask = (query: string, variables: Record<string, unknown>, viewer = ADMIN) =>
  askSubgraph(inventory.url, query, { variables, viewer });
const run = async (deed: keyof typeof MUTATIONS, input: Record<string, unknown>) =>
  (await ask(MUTATIONS[deed], { input })).data.answer;
const open = async (): Promise<string> =>
  (await run('Open', { warehouseId: warehouse, note: 'spring', idempotencyKey: newId() })).count.id;
const enter = (countId: string, counted: Readonly<Record<string, number>>) =>
  run('Enter', {
    countId,
    lines: Object.entries(counted).map(([variantId, pieces]) => ({ variantId, counted: pieces })),
  });

describe('a count', () => {
  it('changes what differs when it is closed, and nothing before', async () => {
    const [less, more, same, found] = [
      await aVariant(inventory, { stock: { [warehouse]: 9 } }),
      await aVariant(inventory, { stock: { [warehouse]: 9 } }),
      await aVariant(inventory, { stock: { [warehouse]: 9 } }),
      await aVariant(inventory),
    ];
    const countId = await open();
    await enter(countId, { [less]: 1, [more]: 10, [same]: 9 });
    await enter(countId, { [less]: 7, [found]: 2 });
    expect(await stockOf(inventory, less)).toMatchObject({ onHand: 9 });
    const { data } = await ask(LINES, { countId, first: 10 });
    const lines = new Map(data.stockCountLines.nodes.map((node: any) => [node.variant.id, node]));
    expect(lines.get(less)).toMatchObject({ counted: 7, expected: 9, difference: -2 });
    expect(data.stockCountLines.totalCount).toBe(4);
    expect(await run('Close', { countId })).toMatchObject({ count: { status: 'CLOSED' }, userErrors: [] });
    const stocks = await Promise.all([less, more, same, found].map((id) => stockOf(inventory, id)));
    expect(stocks.map(({ onHand }) => onHand)).toEqual([7, 10, 9, 2]);
    const moves =
      await inventory.sql`select kind, on_hand_delta, reason from stock_movements where reference = ${countId} order by on_hand_delta`;
    expect(moves.map((move) => [move.kind, move.on_hand_delta, move.reason])).toEqual([
      ['COUNTED', -2, 'spring'],
      ['COUNTED', 1, 'spring'],
      ['COUNTED', 2, 'spring'],
    ]);
  });

  it('undoes nothing that was sold before or after a number was entered', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 20 } });
    const [before, between, after] = [newId(), newId(), newId()];
    await reserve(inventory, { orderId: before, lines: { [id]: 2 } });
    await reserve(inventory, { orderId: between, lines: { [id]: 3 } });
    await tellPaid(inventory, before, { [id]: 2 });
    const countId = await open();
    await enter(countId, { [id]: 17 });
    await tellPaid(inventory, between, { [id]: 3 });
    await reserve(inventory, { orderId: after, lines: { [id]: 4 } });
    await run('Close', { countId });
    expect(await stockOf(inventory, id)).toEqual({ onHand: 14, reserved: 4, available: 10 });
  });

  it('is right whoever buys at the same time', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 50 } });
    const countId = await open();
    const orders = Array.from({ length: 20 }, () => newId());
    await Promise.all([
      ...orders.map(async (orderId) => {
        await reserve(inventory, { orderId, lines: { [id]: 1 } });
        await tellPaid(inventory, orderId, { [id]: 1 });
      }),
      enter(countId, { [id]: 60 }),
    ]);
    const [line] = await inventory.sql`select expected from stock_count_lines where count_id = ${countId}`;
    await run('Close', { countId });
    expect(await stockOf(inventory, id)).toMatchObject({ onHand: 30 + (60 - line?.expected), reserved: 0 });
  });

  it('takes nothing from orders, names them all and stays open', async () => {
    const [id, fine] = [
      await aVariant(inventory, { stock: { [warehouse]: 6 } }),
      await aVariant(inventory, { stock: { [warehouse]: 6 } }),
    ];
    await reserve(inventory, { lines: { [id]: 5 } });
    const countId = await open();
    await enter(countId, { [id]: 4, [fine]: 1 });
    expect(await run('Close', { countId })).toEqual({
      count: null,
      userErrors: [
        {
          __typename: 'StockCountBelowReservedError',
          code: 'STOCK_COUNT_BELOW_RESERVED',
          variantId: id,
          onHand: 6,
          reserved: 5,
        },
      ],
    });
    expect(await stockOf(inventory, fine)).toMatchObject({ onHand: 6 });
    await enter(countId, { [id]: 5 });
    expect((await run('Close', { countId })).count.status).toBe('CLOSED');
  });

  it('is one per warehouse and per key, ends once, and may end without a change', async () => {
    const id = await aVariant(inventory, { stock: { [warehouse]: 6 } });
    const input = { warehouseId: warehouse, idempotencyKey: newId() };
    const first = await run('Open', input);
    expect(await run('Open', input)).toEqual(first);
    const countId = first.count.id;
    expect((await run('Open', { ...input, idempotencyKey: newId() })).userErrors[0].code).toBe('STOCK_COUNT_OPEN');
    await enter(countId, { [id]: 1 });
    expect((await run('Cancel', { countId })).count.status).toBe('CANCELLED');
    for (const deed of ['Cancel', 'Close'] as const) {
      expect((await run(deed, { countId })).userErrors[0].code).toBe('STOCK_WRONG_STATUS');
    }
    expect((await enter(countId, { [id]: 2 })).userErrors[0].code).toBe('STOCK_WRONG_STATUS');
    expect(await stockOf(inventory, id)).toMatchObject({ onHand: 6 });
    expect((await open()) !== countId).toBe(true);
  });

  it('writes nothing for bad input, or for who may not do it', async () => {
    const id = await aVariant(inventory);
    const countId = await open();
    const codeOf = async (lines: unknown, viewer = ADMIN) =>
      (await ask(MUTATIONS.Enter, { input: { countId, lines } }, viewer)).errors?.[0]?.extensions.code;
    const good = { variantId: id, counted: 1 };
    expect(await codeOf([good], aMember({ roles: ['SELLER'] }))).toBe('FORBIDDEN');
    expect(await codeOf([{ ...good, variantId: newId() }])).toBe('NOT_FOUND');
    for (const counted of [-1, 10_000_001, 1.5]) expect(await codeOf([{ ...good, counted }])).toBe('BAD_USER_INPUT');
    for (const lines of [[], [good, good], [{ ...good, variantId: 'no-id' }]])
      expect(await codeOf(lines)).toBe('BAD_USER_INPUT');
    expect(await inventory.sql`select from stock_count_lines where count_id = ${countId}`).toHaveLength(0);
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
