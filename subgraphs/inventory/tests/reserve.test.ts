import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aVariant,
  aWarehouse,
  callInventory,
  extend,
  factsOf,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  statusOf,
  stockOf,
  type TestInventory,
  tellCancelled,
} from './_inventory-app.js';

let inventory: TestInventory;
let near: string;
let far: string;

beforeAll(async () => {
  inventory = await startInventory();
  near = await aWarehouse(inventory, { country: 'DE', priority: 1 });
  far = await aWarehouse(inventory, { country: 'US', priority: 2 });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const picksOf = (orderId: string) =>
  inventory.sql`select warehouse_id, quantity from reservation_lines where order_id = ${orderId} order by quantity desc`;

describe('reserve', () => {
  it('sets pieces aside for the asked time', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const before = Date.now();
    const answer = await reserve(inventory, { lines: { [variant]: 3 }, ttlSeconds: 60 });
    const expiresAt = answer.kind === 'reserved' ? Date.parse(answer.expiresAt) : Number.NaN;
    expect(expiresAt - before).toBeGreaterThan(59_000);
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(60_000);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 3, available: 2 });
  });

  it('reserves nothing when one line is short, and names every short line', async () => {
    const [plenty, few, none] = [
      await aVariant(inventory, { stock: { [near]: 9 } }),
      await aVariant(inventory, { stock: { [near]: 1, [far]: 1 } }),
      newId(),
    ];
    const orderId = newId();
    const answer = await reserve(inventory, { orderId, lines: { [plenty]: 1, [few]: 3, [none]: 1 } });
    expect(answer).toEqual({
      kind: 'short',
      lines: [
        { variantId: few, available: 2 },
        { variantId: none, available: 0 },
      ],
    });
    expect(await stockOf(inventory, plenty)).toMatchObject({ reserved: 0 });
    expect(await statusOf(inventory, orderId)).toBeUndefined();
  });

  it('leaves the safety stock alone', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 }, safetyStock: 4 });
    expect(await reserve(inventory, { lines: { [variant]: 2 } })).toMatchObject({ lines: [{ available: 1 }] });
    expect(await reserve(inventory, { lines: { [variant]: 1 } })).toMatchObject({ kind: 'reserved' });
  });

  it('takes a line from the country, else from its region, and splits it only when it must', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 4, [far]: 9 } });
    const orders = { US: newId(), FR: newId(), JP: newId(), DE: newId() };
    await reserve(inventory, { orderId: orders.US, lines: { [variant]: 1 }, country: 'US' });
    await reserve(inventory, { orderId: orders.FR, lines: { [variant]: 1 }, country: 'FR' });
    await reserve(inventory, { orderId: orders.JP, lines: { [variant]: 1 }, country: 'JP' });
    await reserve(inventory, { orderId: orders.DE, lines: { [variant]: 9 }, country: 'DE' });
    expect(await picksOf(orders.US)).toEqual([{ warehouse_id: far, quantity: 1 }]);
    expect(await picksOf(orders.FR)).toEqual([{ warehouse_id: near, quantity: 1 }]);
    expect(await picksOf(orders.JP)).toEqual([{ warehouse_id: near, quantity: 1 }]);
    expect(await picksOf(orders.DE)).toEqual([
      { warehouse_id: far, quantity: 7 },
      { warehouse_id: near, quantity: 2 },
    ]);
  });

  it('sends all lines from one warehouse when one has them all', async () => {
    const [both, lonely] = [
      await aVariant(inventory, { stock: { [near]: 5, [far]: 5 } }),
      await aVariant(inventory, { stock: { [far]: 5 } }),
    ];
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [both]: 2, [lonely]: 1 }, country: 'DE' });
    expect((await picksOf(orderId)).map((pick) => pick.warehouse_id)).toEqual([far, far]);
  });

  it('gives the same answer to the same order and takes nothing twice', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const ask = { orderId: newId(), lines: { [variant]: 3 } };
    const first = await reserve(inventory, ask);
    expect(await reserve(inventory, ask)).toEqual(first);
    expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 3 });
  });

  it('refuses other lines for an order that holds some, and any for a cancelled one', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 1 } });
    await expect(reserve(inventory, { orderId, lines: { [variant]: 2 } })).rejects.toMatchObject({
      cause: new Error('inventory answered 409'),
    });
    await tellCancelled(inventory, orderId);
    await expect(reserve(inventory, { orderId, lines: { [variant]: 1 } })).rejects.toMatchObject({
      cause: new Error('inventory answered 409'),
    });
    expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 0 });
  });

  it('refuses a variant that stands in two lines', async () => {
    const variantId = await aVariant(inventory, { stock: { [near]: 5 } });
    const lines = [
      { variantId, quantity: 1 },
      { variantId, quantity: 2 },
    ];
    const body = { orderId: newId(), lines, ttlSeconds: 60, country: null };
    expect(await callInventory(inventory, '/service/reserve', body)).toBe(400);
    expect(await stockOf(inventory, variantId)).toMatchObject({ reserved: 0 });
  });

  it('tells what can be sold after each change, with rising versions', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    await release(inventory, orderId);
    const facts = (await factsOf(inventory, 'stock-changed')).filter(({ data }) => data.variantId === variant);
    expect(facts.map(({ version, data }) => [version, data.availableQuantity])).toEqual([
      [1, 3],
      [2, 5],
    ]);
  });
});

describe('release', () => {
  it('gives the pieces back once', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5, [far]: 5 } });
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 8 } });
    expect([await release(inventory, orderId), await release(inventory, orderId)]).toEqual([true, false]);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 10, reserved: 0, available: 10 });
  });

  it('does nothing for an order that reserved nothing', async () => {
    expect(await release(inventory, newId())).toBe(false);
  });

  it('lets the order reserve anew', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const ask = { orderId: newId(), lines: { [variant]: 3 } };
    await reserve(inventory, ask);
    await release(inventory, ask.orderId);
    expect(await reserve(inventory, ask)).toMatchObject({ kind: 'reserved' });
    expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 3 });
  });
});

describe('extend', () => {
  const expiryOf = async (orderId: string) =>
    (await inventory.sql`select expires_at from reservations where order_id = ${orderId}`)[0]?.expires_at.getTime();

  it('prolongs a hold and never shortens it', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 1 }, ttlSeconds: 60 });
    const before = await expiryOf(orderId);
    expect(await extend(inventory, orderId, 10)).toBe(true);
    expect(await expiryOf(orderId)).toBe(before);
    expect(await extend(inventory, orderId, 600)).toBe(true);
    expect((await expiryOf(orderId)) - before).toBeGreaterThan(500_000);
  });

  it('says when it is too late', async () => {
    const variant = await aVariant(inventory, { stock: { [near]: 5 } });
    const orderId = newId();
    await reserve(inventory, { orderId, lines: { [variant]: 1 } });
    await release(inventory, orderId);
    expect([await extend(inventory, orderId, 60), await extend(inventory, newId(), 60)]).toEqual([false, false]);
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
