import { randomUUID } from 'node:crypto';
import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, aSeller, ORDER, openShop, payingWith, place, readOrder, rowCounts, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ PAYMENT_RECHECK_SECONDS: '1' });
});
afterAll(() => shop?.[Symbol.asyncDispose]());
afterEach(() => {
  shop.stripe.trouble.clear();
  shop.stripe.webhook = 'pass';
});

const REFUND = `mutation ($input: OrderRefundInput!) { orderRefund(input: $input) {
  order { ${ORDER} } refund { id status amount { minorUnits } } userErrors { code message path } } }`;

const refund = async (orderId: string, facts: Record<string, unknown> = {}, viewer: Viewer = ADMIN) => {
  const input = { orderId, reason: 'Came late', idempotencyKey: randomUUID(), ...facts };
  const { data, errors } = await shop.ask(REFUND, { viewer, variables: { input } });
  return { ...data?.orderRefund, code: errors?.[0]?.extensions.code };
};
const refundsOf = (orderId: string) =>
  shop.stripe.simulator.refunds().filter(({ metadata }) => metadata?.orderId === orderId);
const intentOf = async (orderId: string): Promise<string> => {
  const [row] = await shop.database.sql`select intent_id from payments where order_id = ${orderId}`;
  return row?.intent_id;
};
const becomes = (orderId: string, paymentStatus: string) =>
  until(async () => (await readOrder(shop, orderId)).paymentStatus === paymentStatus, { what: paymentStatus });

it('gives back a part, then another, then what is left', async () => {
  const { order } = await place(shop);
  const total = order.totals.total.minorUnits;
  const first = await refund(order.id, { amountMinor: 500 });
  expect(first).toMatchObject({
    order: { paymentStatus: 'PARTIALLY_REFUNDED', status: 'CONFIRMED', payment: { refunded: { minorUnits: 500 } } },
    refund: { status: 'SUCCEEDED', amount: { minorUnits: 500 } },
    userErrors: [],
  });
  await refund(order.id, { amountMinor: 300 });
  const last = await refund(order.id);
  expect(last).toMatchObject({
    order: { paymentStatus: 'REFUNDED', payment: { refunded: { minorUnits: total } } },
    refund: { amount: { minorUnits: total - 800 } },
  });
  expect((await refund(order.id)).userErrors).toMatchObject([{ code: 'NOTHING_TO_REFUND' }]);
  expect(refundsOf(order.id).reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
});

it('gives back the price of pieces, each once', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 3, unitPriceMinor: 999 }, {}] });
  const lineId = order.lines[0].id;
  const one = await refund(order.id, { lines: [{ lineId, quantity: 1 }] });
  const two = await refund(order.id, { lines: [{ lineId, quantity: 2 }] });
  expect(one.refund.amount.minorUnits + two.refund.amount.minorUnits).toBe(3 * 999 + 300);
  const more = await refund(order.id, { lines: [{ lineId, quantity: 1 }] });
  expect(more).toMatchObject({ refund: null, userErrors: [{ code: 'QUANTITY_EXCEEDED', path: ['input', 'lines'] }] });
});

it('gives nothing back for pieces that left, until they came back', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 2 }] });
  const lines = [{ lineId: order.lines[0].id, quantity: 1 }];
  const send = 'mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { order { id } } }';
  const input = { orderId: order.id, carrier: 'UPS', trackingNumber: '1' };
  await shop.ask(send, { viewer: ADMIN, variables: { input } });
  expect((await refund(order.id, { lines })).userErrors).toMatchObject([{ code: 'QUANTITY_EXCEEDED' }]);
  await shop.database.sql`update order_lines set returned_quantity = 1 where order_id = ${order.id}`;
  expect((await refund(order.id, { lines })).refund.status).toBe('SUCCEEDED');
});

it('never gives back more than was taken, however many ask at once', async () => {
  const { order } = await place(shop);
  const total = order.totals.total.minorUnits;
  const part = Math.floor(total / 3);
  const asked = await Promise.all(Array.from({ length: 8 }, () => refund(order.id, { amountMinor: part })));
  expect(asked.filter(({ refund }) => refund)).toHaveLength(3);
  for (const { userErrors } of asked.filter(({ refund }) => !refund)) {
    expect(['REFUND_EXCEEDED', 'NOTHING_TO_REFUND']).toContain(userErrors[0].code);
  }
  expect(refundsOf(order.id).reduce((sum, { amount }) => sum + amount, 0)).toBe(3 * part);
});

it('gives one refund for one key, also when the answer was lost', async () => {
  const { order } = await place(shop);
  shop.stripe.trouble.set('/refunds', 'lose-answer');
  shop.stripe.webhook = 'hold';
  const key = { idempotencyKey: randomUUID(), amountMinor: 100 };
  const [one, two] = await Promise.all([refund(order.id, key), refund(order.id, key)]);
  expect(one.refund).toMatchObject({ id: two.refund.id, status: 'PENDING' });
  shop.stripe.trouble.clear();
  await becomes(order.id, 'PARTIALLY_REFUNDED');
  expect(refundsOf(order.id)).toHaveLength(1);
  expect((await refund(order.id, { ...key, amountMinor: 101 })).code).toBe('IDEMPOTENCY_KEY_REUSED');
});

describe('a refund that takes its time', () => {
  it('is pending until Stripe says that it came, by webhook', async () => {
    const { order } = await place(shop, payingWith('pm_card_pendingRefund'));
    const { order: after, refund: pending } = await refund(order.id, { amountMinor: 700 });
    expect(pending.status).toBe('PENDING');
    expect(after).toMatchObject({ paymentStatus: 'PAID', payment: { refunded: { minorUnits: 0 } } });
    const left = order.totals.total.minorUnits - 700;
    expect((await refund(order.id, { amountMinor: left + 1 })).userErrors).toMatchObject([{ code: 'REFUND_EXCEEDED' }]);
    shop.stripe.simulator.control.moveClock(10);
    await becomes(order.id, 'PARTIALLY_REFUNDED');
    expect((await readOrder(shop, order.id)).refunds).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  it('is asked about when the webhook is lost', async () => {
    const { order } = await place(shop, payingWith('pm_card_pendingRefund'));
    shop.stripe.webhook = 'hold';
    await refund(order.id);
    shop.stripe.simulator.control.moveClock(10);
    await becomes(order.id, 'REFUNDED');
  });

  it('is free to be given again when it fails', async () => {
    const { order } = await place(shop, { ...payingWith('pm_card_refundFail'), lines: [{ quantity: 3 }] });
    const lines = [{ lineId: order.lines[0].id, quantity: 2 }];
    expect((await refund(order.id, { lines })).refund.status).toBe('SUCCEEDED');
    expect((await readOrder(shop, order.id)).paymentStatus).toBe('PARTIALLY_REFUNDED');
    shop.stripe.simulator.control.moveClock(10);
    await becomes(order.id, 'PAID');
    const after = await readOrder(shop, order.id);
    expect(after).toMatchObject({ refunds: [{ status: 'FAILED' }], payment: { refunded: { minorUnits: 0 } } });
    expect(after.timeline.at(-1).kind).toBe('REFUND_FAILED');
    expect((await refund(order.id, { lines })).refund).not.toBeNull();
  });
});

it('takes in what was refunded in Stripe’s dashboard, once', async () => {
  const { order } = await place(shop);
  const total = order.totals.total.minorUnits;
  await shop.stripe.client.refunds.create({ payment_intent: await intentOf(order.id), amount: 400 });
  await becomes(order.id, 'PARTIALLY_REFUNDED');
  await shop.stripe.simulator.whenWebhooksSettled();
  expect(await readOrder(shop, order.id)).toMatchObject({
    refunds: [{ status: 'SUCCEEDED', amount: { minorUnits: 400 } }],
    payment: { refunded: { minorUnits: 400 } },
  });
  expect((await refund(order.id)).refund.amount.minorUnits).toBe(total - 400);
});

describe('who may refund', () => {
  it('is an admin', async () => {
    const [buyer, seller] = [aMember(), aSeller()];
    const { order } = await place(shop, { viewer: buyer, lines: [{ sellerId: seller.id }] });
    const before = await rowCounts(shop);
    const codes = [];
    for (const viewer of [GUEST, buyer, seller, aMember()]) codes.push((await refund(order.id, {}, viewer)).code);
    codes.push((await refund(newId())).code);
    codes.push((await refund(order.id, { lines: [{ lineId: newId(), quantity: 1 }] })).code);
    codes.push((await refund(order.id, { amountMinor: 5, lines: [{ lineId: newId(), quantity: 1 }] })).code);
    codes.push((await refund(order.id, { amountMinor: -5 })).code);
    expect(codes).toEqual([
      ...['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND', 'NOT_FOUND'],
      ...['BAD_USER_INPUT', 'BAD_USER_INPUT'],
    ]);
    expect(await rowCounts(shop)).toEqual(before);
  });
});
