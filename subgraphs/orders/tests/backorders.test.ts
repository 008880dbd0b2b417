import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, openShop, place, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const READ = `query ($id: ID!) { order(id: $id) { status estimatedDelivery createdAt
  timeline { kind } lines { quantity backorderedQuantity backorderLeadDays } } }`;
const FULFILL = `mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) {
  shipment { lines { quantity } } userErrors { code message } } }`;

/** Two pieces that are there, and three of a variant that will be in twenty days. */
async function aWaitingOrder() {
  const [there, awaited] = [newId(), newId()];
  shop.peers.leadDays.set(awaited, 20);
  const { order } = await place(shop, {
    lines: [
      { variantId: there, quantity: 2 },
      { variantId: awaited, quantity: 3 },
    ],
  });
  return { id: order.id as string, there, awaited };
}
async function read(id: string) {
  const { data } = await shop.ask(READ, { variables: { id }, viewer: ADMIN });
  const { timeline, estimatedDelivery, createdAt, ...order } = data.order;
  const days = (Date.parse(estimatedDelivery) - Date.parse(createdAt)) / 86_400_000;
  return { ...order, days, kinds: timeline.map(({ kind }: { kind: string }) => kind).slice(2) };
}
const tellCommitted = (orderId: string, backordered: object[]) =>
  shop.tell('stock-committed', { orderId, backordered });
const tellArrived = (orderId: string, arrived: object[]) => shop.tell('stock-arrived', { orderId, arrived });
const fulfill = async (orderId: string) => {
  const input = { orderId, carrier: 'DHL', trackingNumber: '1' };
  return (await shop.ask(FULFILL, { viewer: ADMIN, variables: { input } })).data.orderFulfill;
};

describe('an order that waits for stock', () => {
  it('says for how much and how long, and arrives when that has come', async () => {
    const { id } = await aWaitingOrder();
    const order = await read(id);
    expect(order.lines).toEqual([
      { quantity: 2, backorderedQuantity: 0, backorderLeadDays: null },
      { quantity: 3, backorderedQuantity: 3, backorderLeadDays: 20 },
    ]);
    expect(order.days).toBeGreaterThan(23.9);
  });

  it('is CONFIRMED until the last piece is there, and then takes only the way', async () => {
    const { id, awaited: variantId } = await aWaitingOrder();
    await tellCommitted(id, [{ variantId, quantity: 3, leadDays: 20 }]);
    expect(await read(id)).toMatchObject({ status: 'CONFIRMED', kinds: ['STOCK_BACKORDERED'] });
    await tellArrived(id, [{ variantId, quantity: 1 }]);
    const waiting = await read(id);
    expect(waiting).toMatchObject({ status: 'CONFIRMED', lines: [{}, { backorderedQuantity: 2 }] });
    expect(waiting.days).toBeGreaterThan(23.9);
    await tellArrived(id, [{ variantId, quantity: 2 }]);
    const ready = await read(id);
    expect(ready).toMatchObject({
      status: 'PROCESSING',
      kinds: ['STOCK_BACKORDERED', 'STOCK_ARRIVED', 'STOCK_ARRIVED', 'ORDER_PROCESSING'],
      lines: [{}, { backorderedQuantity: 0, backorderLeadDays: null }],
    });
    expect(ready.days).toBeLessThan(7);
  });

  it('sends what is there, and the rest when it has come', async () => {
    const { id, awaited: variantId } = await aWaitingOrder();
    expect((await fulfill(id)).shipment.lines).toEqual([{ quantity: 2 }]);
    expect((await fulfill(id)).userErrors).toEqual([
      { code: 'ORDER_NOT_FULFILLABLE', message: 'Nothing that is left is there to be sent' },
    ]);
    await tellArrived(id, [{ variantId, quantity: 3 }]);
    expect((await fulfill(id)).shipment.lines).toEqual([{ quantity: 3 }]);
    expect(await read(id)).toMatchObject({ status: 'SHIPPED' });
  });
});

describe('news of stock that comes in another order', () => {
  it('makes no order ready before all of it is heard of', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }, {}] });
    const [first, second] = order.lines.map(({ variant }: { variant: { id: string } }) => variant.id);
    await tellArrived(order.id, [{ variantId: first, quantity: 2 }]);
    expect(await read(order.id)).toMatchObject({ status: 'CONFIRMED' });
    await tellCommitted(order.id, [
      { variantId: first, quantity: 2, leadDays: 5 },
      { variantId: second, quantity: 1, leadDays: 5 },
    ]);
    expect(await read(order.id)).toMatchObject({ status: 'CONFIRMED', lines: [{ backorderedQuantity: 0 }, {}] });
    await tellArrived(order.id, [{ variantId: second, quantity: 1 }]);
    expect(await read(order.id)).toMatchObject({ status: 'PROCESSING' });
  });

  it('makes an order ready when what it waited for came before it was paid', async () => {
    const { id } = await aWaitingOrder();
    await tellCommitted(id, []);
    expect(await read(id)).toMatchObject({ status: 'PROCESSING', lines: [{}, { backorderedQuantity: 0 }] });
  });
});
