import { randomUUID } from 'node:crypto';
import { newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, openShop, place, readOrder, runJob, type Shop } from './_shop.js';

const DAY_SECONDS = 86_400;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ PAYMENT_CAPTURE: 'on-fulfilment', PAYMENT_RECHECK_SECONDS: '1' });
});
afterAll(() => shop?.[Symbol.asyncDispose]());
afterEach(() => {
  shop.stripe.trouble.clear();
  shop.stripe.webhook = 'pass';
});

const SEND = 'mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { userErrors { code } } }';
const send = async (orderId: string, lines?: { lineId: string; quantity: number }[]) => {
  const input = { orderId, lines, carrier: 'UPS', trackingNumber: '1' };
  const { data } = await shop.ask(SEND, { viewer: ADMIN, variables: { input } });
  expect(data.orderFulfill.userErrors).toEqual([]);
};
const change = (field: string, input: object) => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input!`;
  const asked = 'order { status returns { id status } refunds { status } }';
  const query = `mutation ($input: ${type}) { done: ${field}(input: $input) { ${asked} } }`;
  return shop.ask(query, { viewer: ADMIN, variables: { input } });
};
const MONEY = `query ($id: ID!) { order(id: $id) { paymentStatus payment { authorized { minorUnits } captured { minorUnits } } } }`;
const moneyOf = async (id: string) => {
  const { order } = (await shop.ask(MONEY, { variables: { id }, viewer: ADMIN })).data;
  const { authorized, captured } = order.payment;
  return [order.paymentStatus, authorized.minorUnits, captured.minorUnits];
};
const becomes = (orderId: string, money: [string, number, number]) =>
  until(async () => JSON.stringify(await moneyOf(orderId)) === JSON.stringify(money), { what: money.join(' ') });
const capturedAtStripe = (orderId: string) => shop.stripe.simulator.control.witness().orders[orderId]?.captured;
const intentOf = async (orderId: string): Promise<string> =>
  (await shop.database.sql`select intent_id from payments where order_id = ${orderId}`)[0]?.intent_id;

it('confirms the order when the bank keeps the money, and takes it with the last parcel', async () => {
  const { order } = await place(shop);
  const total = order.totals.total.minorUnits;
  expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'AUTHORIZED' });
  expect(order.timeline.at(-1).kind).toBe('PAYMENT_AUTHORIZED');
  expect(await moneyOf(order.id)).toEqual(['AUTHORIZED', total, 0]);
  await send(order.id);
  await becomes(order.id, ['PAID', total, total]);
});

it('takes each parcel’s share, and all of it in the end', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 3, unitPriceMinor: 333 }, { unitPriceMinor: 1_000 }] });
  const total = order.totals.total.minorUnits;
  const [first] = order.lines;
  await send(order.id, [{ lineId: first.id, quantity: 1 }]);
  await becomes(order.id, ['PARTIALLY_CAPTURED', total, 500 + 367]);
  await send(order.id, [{ lineId: first.id, quantity: 1 }]);
  await becomes(order.id, ['PARTIALLY_CAPTURED', total, 500 + 367 + 366]);
  await send(order.id);
  await becomes(order.id, ['PAID', total, total]);
  const kinds = (await readOrder(shop, order.id)).timeline.map(({ kind }: { kind: string }) => kind);
  expect(kinds.filter((kind: string) => kind === 'PAYMENT_CAPTURED')).toHaveLength(3);
});

it('takes nothing twice when the answer is lost and parcels follow one another', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 3 }] });
  const total = order.totals.total.minorUnits;
  shop.stripe.trouble.set('/capture', 'lose-answer');
  const lines = [{ lineId: order.lines[0].id, quantity: 1 }];
  await send(order.id, lines);
  await send(order.id, lines);
  await send(order.id);
  shop.stripe.trouble.clear();
  await becomes(order.id, ['PAID', total, total]);
  expect(capturedAtStripe(order.id)).toBe(total);
});

it('settles no return before its pieces are paid, and gives their price back then', async () => {
  const { order } = await place(shop);
  const [{ id: lineId }] = order.lines;
  shop.stripe.trouble.set('/capture', 'refuse');
  await send(order.id);
  const { shipments } = await readOrder(shop, order.id);
  await change('shipmentDeliver', { shipmentId: shipments[0].id });
  const lines = [{ lineId, quantity: 1, reason: 'OTHER' }];
  const { data } = await change('returnRequest', { orderId: order.id, lines, idempotencyKey: randomUUID() });
  const returnId = data.done.order.returns[0].id;
  await change('returnApprove', { returnId });
  await change('returnReceive', { returnId, lines: [{ lineId, restockedQuantity: 1 }], idempotencyKey: randomUUID() });
  const refund = { returnId, idempotencyKey: randomUUID() };
  expect((await change('returnRefund', refund)).errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  shop.stripe.trouble.clear();
  await until(async () => (await moneyOf(order.id))[0] === 'PAID', { what: 'the price of the parcel' });
  const settled = (await change('returnRefund', refund)).data.done.order;
  expect(settled).toMatchObject({ status: 'RETURNED', returns: [{ status: 'COMPLETED' }] });
  expect(settled.refunds).toMatchObject([{ status: 'SUCCEEDED' }]);
});

it('lets the money go when the order is cancelled before anything was sent', async () => {
  const { order } = await place(shop);
  const cancel =
    'mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { paymentStatus refunds { id } } } }';
  const input = { orderId: order.id, idempotencyKey: randomUUID() };
  const { data } = await shop.ask(cancel, { viewer: ADMIN, variables: { input } });
  expect(data.orderCancel.order).toEqual({ paymentStatus: 'CANCELLED', refunds: [] });
  expect((await shop.stripe.client.paymentIntents.retrieve(await intentOf(order.id))).status).toBe('canceled');
});

it('ends the order when the authorisation runs out', async () => {
  const { order } = await place(shop);
  shop.stripe.simulator.control.moveClock(7 * DAY_SECONDS);
  // what was signed in a week is refused today
  shop.stripe.simulator.control.moveClock(-7 * DAY_SECONDS);
  await runJob(shop, 'reconcile-payments');
  const ended = await until(async () => {
    const now = await readOrder(shop, order.id);
    return now.status === 'CANCELLED' && now;
  });
  expect(ended).toMatchObject({ paymentStatus: 'CANCELLED', refunds: [] });
});

describe('what was sent when the bank had let go of the money', () => {
  const LIST = 'query { outstandingOrders { totalCount nodes { id payment { outstanding { minorUnits } } } } }';
  const CLOSE = `mutation ($input: OrderOutstandingCloseInput!) { orderOutstandingClose(input: $input) {
    order { payment { outstanding { minorUnits } } timeline { kind message } } userErrors { code } } }`;
  interface Owing {
    readonly id: string;
    readonly payment: { readonly outstanding: { readonly minorUnits: number } };
  }
  const outstanding = async () => {
    const { totalCount, nodes } = (await shop.ask(LIST, { viewer: ADMIN })).data.outstandingOrders;
    return { totalCount, owed: nodes.map(({ id, payment }: Owing) => [id, payment.outstanding.minorUnits]) };
  };
  const close = (orderId: string, viewer: Viewer = ADMIN) => {
    const input = { orderId, reason: 'paid in cash', idempotencyKey: randomUUID() };
    return shop.ask(CLOSE, { viewer, variables: { input } });
  };

  it('is outstanding, parcel by parcel, until the shop closes it', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }] });
    shop.stripe.webhook = 'hold';
    await shop.stripe.client.paymentIntents.cancel(await intentOf(order.id));
    await send(order.id, [{ lineId: order.lines[0].id, quantity: 1 }]);
    await until(async () => (await outstanding()).totalCount === 1, { what: 'the first parcel to be outstanding' });
    // a piece with tax, and the shipping
    expect(await outstanding()).toEqual({ totalCount: 1, owed: [[order.id, 2_700]] });
    await send(order.id);
    expect(await outstanding()).toEqual({ totalCount: 1, owed: [[order.id, order.totals.total.minorUnits]] });
    const now = await readOrder(shop, order.id);
    expect(now).toMatchObject({ status: 'SHIPPED', paymentStatus: 'CANCELLED' });
    const kinds = now.timeline.map(({ kind }: { kind: string }) => kind);
    expect(kinds.filter((kind: string) => kind === 'PAYMENT_OUTSTANDING')).toHaveLength(2);
    const { order: closed, userErrors } = (await close(order.id)).data.orderOutstandingClose;
    expect(userErrors).toEqual([]);
    expect(closed.payment.outstanding.minorUnits).toBe(0);
    expect(closed.timeline.at(-1)).toEqual({
      kind: 'OUTSTANDING_CLOSED',
      message: '49.00 USD are no longer outstanding: paid in cash',
    });
    expect(await outstanding()).toEqual({ totalCount: 0, owed: [] });
  });

  it('is nothing when the money was taken, and nobody else’s business', async () => {
    const buyer = aMember();
    const { order } = await place(shop, { viewer: buyer });
    await send(order.id);
    await becomes(order.id, ['PAID', order.totals.total.minorUnits, order.totals.total.minorUnits]);
    expect((await close(order.id)).data.orderOutstandingClose.userErrors).toEqual([{ code: 'NOTHING_OUTSTANDING' }]);
    expect((await close(order.id, buyer)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await shop.ask(LIST, { viewer: buyer })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await close(newId())).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
