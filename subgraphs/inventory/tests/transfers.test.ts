import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

let inventory: TestInventory;
let from: string;
let to: string;

beforeAll(async () => {
  inventory = await startInventory();
  from = await aWarehouse(inventory, { priority: 1 });
  to = await aWarehouse(inventory, { priority: 2 });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const PAYLOAD = `{ transfer { id status from { id } to { id } note shippedAt endedAt lines { variant { id } quantity received } }
  userErrors { __typename code ... on StockTransferShortError { variantId available } } }`;
const MUTATIONS = {
  Create: `mutation ($input: StockTransferCreateInput!) { answer: stockTransferCreate(input: $input) ${PAYLOAD} }`,
  Ship: `mutation ($input: StockTransferStepInput!) { answer: stockTransferShip(input: $input) ${PAYLOAD} }`,
  Receive: `mutation ($input: StockTransferReceiveInput!) { answer: stockTransferReceive(input: $input) ${PAYLOAD} }`,
  Cancel: `mutation ($input: StockTransferStepInput!) { answer: stockTransferCancel(input: $input) ${PAYLOAD} }`,
};

const ask = (query: string, variables: Record<string, unknown> = {}, viewer = ADMIN) =>
  askSubgraph(inventory.url, query, { variables, viewer });
const run = async (deed: keyof typeof MUTATIONS, input: Record<string, unknown>) =>
  (await ask(MUTATIONS[deed], { input })).data.answer;
const aPlan = (lines: Readonly<Record<string, number>>, facts: Record<string, unknown> = {}) => ({
  fromWarehouseId: from,
  toWarehouseId: to,
  lines: Object.entries(lines).map(([variantId, quantity]) => ({ variantId, quantity })),
  idempotencyKey: newId(),
  ...facts,
});
const create = async (lines: Readonly<Record<string, number>>): Promise<string> =>
  (await run('Create', aPlan(lines, { note: 'for the sale' }))).transfer.id;
const shelves = async (variantId: string) => {
  const rows = await inventory.sql`select warehouse_id, on_hand from stock_items where variant_id = ${variantId}`;
  const onHand = new Map(rows.map((row) => [row.warehouse_id, row.on_hand]));
  return { from: onHand.get(from), to: onHand.get(to) };
};

describe('a transfer', () => {
  it('takes pieces from one shelf to another, and lets nobody have them on their way', async () => {
    const [a, b] = [
      await aVariant(inventory, { stock: { [from]: 9 } }),
      await aVariant(inventory, { stock: { [from]: 5, [to]: 1 } }),
    ];
    const transferId = await create({ [a]: 4, [b]: 5 });
    expect(await shelves(a)).toEqual({ from: 9, to: undefined });
    const shipped = await run('Ship', { transferId });
    expect(shipped.transfer).toMatchObject({
      status: 'IN_TRANSIT',
      from: { id: from },
      to: { id: to },
      note: 'for the sale',
    });
    expect(await stockOf(inventory, a)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    expect(await reserve(inventory, { lines: { [b]: 2 } })).toMatchObject({ kind: 'short', lines: [{ available: 1 }] });
    const received = await run('Receive', { transferId });
    expect(received.transfer).toMatchObject({ status: 'RECEIVED', endedAt: expect.any(String) });
    expect([await shelves(a), await shelves(b)]).toEqual([
      { from: 5, to: 4 },
      { from: 0, to: 6 },
    ]);
    const moves = await inventory.sql`select kind, on_hand_delta, reason from stock_movements
      where reference = ${transferId} and variant_id = ${a} order by id`;
    expect(moves.map((move) => [move.kind, move.on_hand_delta, move.reason])).toEqual([
      ['TRANSFER_SHIPPED', -4, 'for the sale'],
      ['TRANSFER_RECEIVED', 4, 'for the sale'],
    ]);
  });

  it('keeps what came short or over', async () => {
    const [short, over, none] = [
      await aVariant(inventory, { stock: { [from]: 9 } }),
      await aVariant(inventory, { stock: { [from]: 9 } }),
      await aVariant(inventory, { stock: { [from]: 9 } }),
    ];
    const transferId = await create({ [short]: 4, [over]: 4, [none]: 4 });
    await run('Ship', { transferId });
    const received = [
      { variantId: short, quantity: 3 },
      { variantId: over, quantity: 5 },
      { variantId: none, quantity: 0 },
    ];
    const { transfer } = await run('Receive', { transferId, received });
    expect(transfer.lines.map((line: any) => [line.variant.id, line.quantity, line.received])).toEqual(
      [
        [short, 4, 3],
        [over, 4, 5],
        [none, 4, 0],
      ].toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    );
    expect([(await shelves(short)).to, (await shelves(over)).to, (await shelves(none)).to]).toEqual([3, 5, undefined]);
  });

  it('leaves what is set aside for orders, and names every short line', async () => {
    const [held, plenty] = [
      await aVariant(inventory, { stock: { [from]: 6 } }),
      await aVariant(inventory, { stock: { [from]: 6 } }),
    ];
    await reserve(inventory, { lines: { [held]: 4 } });
    const transferId = await create({ [held]: 3, [plenty]: 1 });
    expect(await run('Ship', { transferId })).toEqual({
      transfer: null,
      userErrors: [
        { __typename: 'StockTransferShortError', code: 'STOCK_TRANSFER_SHORT', variantId: held, available: 2 },
      ],
    });
    expect((await shelves(plenty)).from).toBe(6);
  });

  it('comes back when it is cancelled on its way', async () => {
    const id = await aVariant(inventory, { stock: { [from]: 6 } });
    const [planned, sent] = [await create({ [id]: 2 }), await create({ [id]: 3 })];
    await run('Ship', { transferId: sent });
    expect((await run('Cancel', { transferId: planned })).transfer.status).toBe('CANCELLED');
    expect((await run('Cancel', { transferId: sent })).transfer.status).toBe('CANCELLED');
    expect(await shelves(id)).toEqual({ from: 6, to: undefined });
  });

  it('makes each step once, also when it is asked many times at once', async () => {
    const id = await aVariant(inventory, { stock: { [from]: 60 } });
    const transferId = await create({ [id]: 10 });
    for (const deed of ['Ship', 'Receive'] as const) {
      const answers = await Promise.all(Array.from({ length: 6 }, () => run(deed, { transferId })));
      expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }: any) => code))).toEqual(
        Array.from({ length: 5 }, () => 'STOCK_WRONG_STATUS'),
      );
    }
    expect(await shelves(id)).toEqual({ from: 50, to: 10 });
    expect((await run('Cancel', { transferId })).userErrors[0].code).toBe('STOCK_WRONG_STATUS');
  });

  it('is planned once per key', async () => {
    const id = await aVariant(inventory, { stock: { [from]: 6 } });
    const plan = aPlan({ [id]: 1 });
    expect((await run('Create', plan)).transfer.id).toBe((await run('Create', plan)).transfer.id);
  });
});

describe('stockTransfers', () => {
  const LIST = `query ($first: Int, $after: String, $status: StockTransferStatus) {
    stockTransfers(first: $first, after: $after, status: $status) { totalCount nodes { id status from { name } to { name } lines { quantity variant { id } } }
      pageInfo { hasNextPage endCursor } } }`;

  it('pages through all, newest first, by status, in as many statements for 1 as for 20', async () => {
    const id = await aVariant(inventory, { stock: { [from]: 6 } });
    const planned: string[] = [];
    for (let count = 0; count < 5; count += 1) planned.push(await create({ [id]: 1 }));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data }: any = await ask(LIST, { first: 3, after, status: 'CREATED' });
      seen.push(...data.stockTransfers.nodes.map((node: any) => node.id));
      after = data.stockTransfers.pageInfo.hasNextPage ? data.stockTransfers.pageInfo.endCursor : null;
    } while (after);
    expect(seen.slice(0, 5)).toEqual(planned.toReversed());
    const counts = [];
    for (const first of [1, 20]) {
      const before = inventory.app.statementCount();
      await ask(LIST.replace('totalCount', ''), { first });
      counts.push(inventory.app.statementCount() - before);
    }
    expect(counts).toEqual([3, 3]);
  });
});

describe('writes nothing and says why', () => {
  it('for bad input, and to who may not do it', async () => {
    const id = await aVariant(inventory, { stock: { [from]: 6 } });
    const codeOf = async (input: Record<string, unknown>, viewer = ADMIN) =>
      (await ask(MUTATIONS.Create, { input }, viewer)).errors?.[0]?.extensions.code;
    const before = await inventory.sql`select count(*) from stock_transfers`;
    expect(await codeOf(aPlan({ [id]: 1 }), aMember({ roles: ['SELLER'] }))).toBe('FORBIDDEN');
    expect(await codeOf(aPlan({ [id]: 1 }, { toWarehouseId: from }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(aPlan({ [id]: 1 }, { toWarehouseId: newId() }))).toBe('NOT_FOUND');
    expect(await codeOf(aPlan({ [newId()]: 1 }))).toBe('NOT_FOUND');
    expect(await codeOf(aPlan({}))).toBe('BAD_USER_INPUT');
    for (const quantity of [0, -1, 1_000_001, 1.5])
      expect(await codeOf(aPlan({ [id]: quantity }))).toBe('BAD_USER_INPUT');
    const twice = { variantId: id, quantity: 1 };
    expect(await codeOf(aPlan({}, { lines: [twice, twice] }))).toBe('BAD_USER_INPUT');
    expect(await inventory.sql`select count(*) from stock_transfers`).toEqual(before);
    const transferId = await create({ [id]: 1 });
    await run('Ship', { transferId });
    const input = { transferId, received: [{ variantId: newId(), quantity: 1 }] };
    expect((await ask(MUTATIONS.Receive, { input })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await ask(MUTATIONS.Ship, { input: { transferId: newId() } })).errors?.[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
