import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aVariant,
  aWarehouse,
  factsOf,
  ledgerGaps,
  release,
  reserve,
  startInventory,
  statusOf,
  stockOf,
  type TestInventory,
  tellCancelled,
  tellDropped,
  tellPaid,
  tellReturned,
} from './_inventory-app.js';

let inventory: TestInventory;
let warehouse: string;
let variant: string;
let orderId: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory);
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

beforeEach(async () => {
  variant = await aVariant(inventory, { stock: { [warehouse]: 5 } });
  orderId = newId();
});

const committed = async () =>
  (await factsOf(inventory, 'stock-committed')).filter(({ data }) => data.orderId === orderId).length;

const shortfall = async () => (await inventory.sql`select lines from shortfalls where order_id = ${orderId}`)[0]?.lines;

describe('order-paid', () => {
  it('takes the held pieces off the shelf, once', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    expect(await tellPaid(inventory, orderId, { [variant]: 2 })).toBe(204);
    expect(await tellPaid(inventory, orderId, { [variant]: 2 })).toBe(204);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect([await statusOf(inventory, orderId), await committed()]).toEqual(['COMMITTED', 1]);
  });

  it('takes the pieces anew when the hold had ended and they are there', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    await release(inventory, orderId);
    await tellPaid(inventory, orderId, { [variant]: 2 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect([await committed(), await shortfall()]).toEqual([1, undefined]);
  });

  it('takes pieces for an order that never reserved', async () => {
    await tellPaid(inventory, orderId, { [variant]: 5 });
    expect(await stockOf(inventory, variant)).toMatchObject({ onHand: 0 });
    expect(await committed()).toBe(1);
  });

  it('takes nothing and records the shortfall when one piece is gone', async () => {
    const other = await aVariant(inventory, { stock: { [warehouse]: 5 } });
    await reserve(inventory, { orderId, lines: { [variant]: 2, [other]: 1 } });
    await release(inventory, orderId);
    await reserve(inventory, { lines: { [variant]: 4 } });
    expect(await tellPaid(inventory, orderId, { [variant]: 2, [other]: 1 })).toBe(204);
    expect(await stockOf(inventory, other)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    expect(await shortfall()).toEqual([{ variantId: variant, available: 1 }]);
    expect([await committed(), await statusOf(inventory, orderId)]).toEqual([0, 'RELEASED']);
    const metrics = await (await fetch(`${inventory.url}/metrics`)).text();
    expect(metrics).toMatch(/inventory_shortfalls_total\{service="inventory"\} 1/);
  });
});

describe('order-cancelled', () => {
  it('releases what is held, once', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    await tellCancelled(inventory, orderId);
    await tellCancelled(inventory, orderId);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    expect(await statusOf(inventory, orderId)).toBe('CANCELLED');
  });

  it('restocks what had left the shelf, once', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 2 } });
    await tellPaid(inventory, orderId, { [variant]: 2 });
    await tellCancelled(inventory, orderId);
    await tellCancelled(inventory, orderId);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    const kinds = await inventory.sql`select kind from stock_movements where reference = ${orderId} order by id`;
    expect(kinds.map(({ kind }) => kind)).toEqual(['RESERVED', 'COMMITTED', 'RESTOCKED']);
  });

  it('makes an order-paid that comes late take nothing', async () => {
    await tellCancelled(inventory, orderId);
    await tellPaid(inventory, orderId, { [variant]: 2 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    expect([await committed(), await shortfall()]).toEqual([0, undefined]);
  });
});

describe('return-received', () => {
  const received = (restockedQuantity: number, writtenOffQuantity: number) => [
    { variantId: variant, restockedQuantity, writtenOffQuantity },
  ];

  it('puts back where they came from what can be sold again, and no more than was sent', async () => {
    const other = await aWarehouse(inventory, { priority: 9 });
    variant = await aVariant(inventory, { stock: { [warehouse]: 3, [other]: 4 } });
    await reserve(inventory, { orderId, lines: { [variant]: 6 } });
    await tellPaid(inventory, orderId, { [variant]: 6 });
    expect(await tellReturned(inventory, orderId, received(4, 1))).toBe(204);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    await tellReturned(inventory, orderId, received(4, 4));
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 6, reserved: 0, available: 6 });
    const facts = (await factsOf(inventory, 'stock-changed')).filter(({ data }) => data.variantId === variant);
    expect(facts.map(({ data }) => data.availableQuantity)).toEqual([1, 5, 6]);
  });

  it('leaves to a cancellation only what has not come back', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 4 } });
    await tellPaid(inventory, orderId, { [variant]: 4 });
    await tellReturned(inventory, orderId, received(1, 2));
    await tellCancelled(inventory, orderId);
    await tellReturned(inventory, orderId, received(1, 0));
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 3, reserved: 0, available: 3 });
  });
});

describe('pieces-dropped', () => {
  it('puts back what was taken for the order and will not be sent, and no more than that', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 4 } });
    await tellPaid(inventory, orderId, { [variant]: 4 });
    expect(await tellDropped(inventory, orderId, { [variant]: 1 })).toBe(204);
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 2, reserved: 0, available: 2 });
    await tellDropped(inventory, orderId, { [variant]: 9 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    const kinds = await inventory.sql`select kind from stock_movements where reference = ${orderId} order by id`;
    expect(kinds.map(({ kind }) => kind)).toEqual(['RESERVED', 'COMMITTED', 'RESTOCKED', 'RESTOCKED']);
  });

  it('leaves to a cancellation the rest, and is nothing after it', async () => {
    await reserve(inventory, { orderId, lines: { [variant]: 4 } });
    await tellPaid(inventory, orderId, { [variant]: 4 });
    await tellDropped(inventory, orderId, { [variant]: 1 });
    await tellCancelled(inventory, orderId);
    await tellDropped(inventory, orderId, { [variant]: 2 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
  });

  it('may come before order-paid: what is held is committed without it', async () => {
    const other = await aVariant(inventory, { stock: { [warehouse]: 5 } });
    await reserve(inventory, { orderId, lines: { [variant]: 4, [other]: 1 } });
    await tellDropped(inventory, orderId, { [variant]: 1 });
    await tellDropped(inventory, orderId, { [variant]: 2, [other]: 1 });
    await tellPaid(inventory, orderId, { [variant]: 4, [other]: 1 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 4, reserved: 0, available: 4 });
    expect(await stockOf(inventory, other)).toEqual({ onHand: 5, reserved: 0, available: 5 });
    expect(await committed()).toBe(1);
  });

  it('may come before order-paid when the hold has ended: only the rest is taken anew', async () => {
    await tellDropped(inventory, orderId, { [variant]: 4 });
    await tellPaid(inventory, orderId, { [variant]: 6 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    const nothingLeft = newId();
    await tellDropped(inventory, nothingLeft, { [variant]: 2 });
    await tellPaid(inventory, nothingLeft, { [variant]: 2 });
    expect(await stockOf(inventory, variant)).toEqual({ onHand: 3, reserved: 0, available: 3 });
    expect([await committed(), await shortfall()]).toEqual([1, undefined]);
  });
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
