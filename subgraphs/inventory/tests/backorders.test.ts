import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aVariant,
  aWarehouse,
  factsOf,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  type TestInventory,
  tellCancelled,
  tellDropped,
  tellPaid,
} from './_inventory-app.js';

const ADMIN = aMember({ roles: ['ADMIN'] });
const ADJUST = 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }';

let inventory: TestInventory;
let warehouse: string;
let variant: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory);
});
afterAll(() => inventory?.[Symbol.asyncDispose]());
beforeEach(async () => {
  variant = await aVariant(inventory, { stock: { [warehouse]: 2 } });
  await inventory.sql`update stock_items set backorder_limit = 10, backorder_lead_days = 14 where variant_id = ${variant}`;
});

const arrive = (delta: number) =>
  askSubgraph(inventory.url, ADJUST, {
    viewer: ADMIN,
    variables: {
      input: { variantId: variant, warehouseId: warehouse, delta, reason: 'A delivery', idempotencyKey: newId() },
    },
  });
const told = async (orderId: string, name: 'stock-committed' | 'stock-arrived') =>
  (await factsOf(inventory, name)).filter(({ data }) => data.orderId === orderId).map(({ data }) => data);
const arrivals = async (orderId: string) =>
  (await told(orderId, 'stock-arrived')).flatMap(({ arrived }) =>
    arrived.map((line: { quantity: number }) => line.quantity),
  );

/** @returns the order's id */
async function sell(quantity: number, orderId = newId()): Promise<string> {
  await reserve(inventory, { orderId, lines: { [variant]: quantity } });
  await tellPaid(inventory, orderId, { [variant]: quantity });
  return orderId;
}

describe('what is sold before it is there', () => {
  it('is told with the reservation, also when that is asked for again, and with its commitment', async () => {
    const orderId = newId();
    const ask = () => reserve(inventory, { orderId, lines: { [variant]: 5 } });
    const backordered = [{ variantId: variant, quantity: 3, leadDays: 14 }];
    expect(await ask()).toMatchObject({ kind: 'reserved', backordered });
    expect(await ask()).toMatchObject({ kind: 'reserved', backordered });
    await tellPaid(inventory, orderId, { [variant]: 5 });
    expect(await told(orderId, 'stock-committed')).toEqual([{ orderId, backordered }]);
    expect(await reserve(inventory, { lines: { [variant]: 1 } })).toMatchObject({
      backordered: [{ variantId: variant, quantity: 1, leadDays: 14 }],
    });
  });

  it('is nothing of what lies on a shelf', async () => {
    expect(await reserve(inventory, { lines: { [variant]: 2 } })).toMatchObject({ backordered: [] });
  });
});

describe('what comes', () => {
  it('is for whoever has waited longest, and nobody gets a part', async () => {
    const [, first, second] = [await sell(2), await sell(3), await sell(1)];
    await arrive(2);
    expect([await arrivals(first), await arrivals(second)]).toEqual([[], []]);
    await arrive(1);
    expect([await arrivals(first), await arrivals(second)]).toEqual([[3], []]);
    await arrive(5);
    expect([await arrivals(first), await arrivals(second)]).toEqual([[3], [1]]);
  });

  it('is not what others have set aside on the shelf, until they give it back', async () => {
    const holder = newId();
    await reserve(inventory, { orderId: holder, lines: { [variant]: 2 } });
    const waiting = await sell(3);
    await arrive(2);
    expect(await arrivals(waiting)).toEqual([]);
    await release(inventory, holder);
    expect(await arrivals(waiting)).toEqual([3]);
  });

  it('is told to an order that was not paid yet with its commitment', async () => {
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 3 } });
    await arrive(1);
    await tellPaid(inventory, orderId, { [variant]: 3 });
    expect(await told(orderId, 'stock-committed')).toEqual([{ orderId, backordered: [] }]);
    expect(await arrivals(orderId)).toEqual([]);
  });

  it('goes to the next when an order is cancelled or dropped pieces', async () => {
    const [, cancelled, dropping, last] = [await sell(2), await sell(3), await sell(2), await sell(1)];
    await tellCancelled(inventory, cancelled);
    await tellDropped(inventory, dropping, { [variant]: 1 });
    expect(await arrivals(dropping)).toEqual([1]);
    await arrive(1);
    expect([await arrivals(dropping), await arrivals(last)]).toEqual([[1, 1], []]);
    await arrive(1);
    expect(await arrivals(last)).toEqual([1]);
    expect(await inventory.sql`select 1 from backordered_pieces where variant_id = ${variant}`).toEqual([]);
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
