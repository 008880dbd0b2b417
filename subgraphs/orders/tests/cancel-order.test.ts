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

const CANCEL = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) {
  order { ${ORDER} } userErrors { code message path } } }`;

const cancel = (orderId: string, viewer: Viewer, facts: Record<string, unknown> = {}) =>
  shop.ask(CANCEL, { viewer, variables: { input: { orderId, idempotencyKey: randomUUID(), ...facts } } });

const refundsOf = (orderId: string) =>
  shop.stripe.simulator.refunds().filter(({ metadata }) => metadata?.orderId === orderId);

describe('a paid order', () => {
  it('is cancelled by its buyer and refunded in full', async () => {
    const viewer = aMember();
    const { order } = await place(shop, { viewer });
    const { data } = await cancel(order.id, viewer, { reason: 'Changed my mind' });
    expect(data.orderCancel).toMatchObject({
      order: { status: 'CANCELLED', paymentStatus: 'REFUNDED', refunds: [{ status: 'SUCCEEDED' }] },
      userErrors: [],
    });
    const total = order.totals.total.minorUnits;
    expect(data.orderCancel.order.payment.refunded.minorUnits).toBe(total);
    expect(refundsOf(order.id)).toMatchObject([{ amount: total }]);
    const fact = await until(() =>
      shop.peers.facts.find(({ name, data }) => name === 'order-cancelled' && (data as Facts).orderId === order.id),
    );
    expect(fact.data).toMatchObject({ reason: 'Changed my mind', refundedMinor: total });
  });

  it('is cancelled once, however often and at once it is asked', async () => {
    const viewer = aMember();
    const { order } = await place(shop, { viewer });
    const key = { idempotencyKey: randomUUID() };
    const same = await Promise.all([cancel(order.id, viewer, key), cancel(order.id, viewer, key)]);
    for (const { data } of same)
      expect(data.orderCancel).toMatchObject({ order: { status: 'CANCELLED' }, userErrors: [] });
    const other = await cancel(order.id, viewer);
    expect(other.data.orderCancel.userErrors).toMatchObject([
      { code: 'ORDER_NOT_CANCELLABLE', path: ['input', 'orderId'] },
    ]);
    expect(refundsOf(order.id)).toHaveLength(1);
    const reused = await cancel(order.id, viewer, { ...key, reason: 'another' });
    expect(reused.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('is refunded later when Stripe does not answer now', async () => {
    const { order } = await place(shop);
    shop.stripe.trouble.set('/refunds', 'lose-answer');
    shop.stripe.webhook = 'hold';
    const { data } = await cancel(order.id, ADMIN);
    expect(data.orderCancel.order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'PAID' });
    shop.stripe.trouble.clear();
    await until(async () => (await readOrder(shop, order.id)).paymentStatus === 'REFUNDED', { what: 'the refund' });
    expect(refundsOf(order.id)).toHaveLength(1);
  });

  it('is cancelled while it is being prepared, not once something was sent', async () => {
    const { order } = await place(shop);
    await shop.tell('stock-committed', { orderId: order.id });
    expect((await cancel(order.id, ADMIN)).data.orderCancel.order.status).toBe('CANCELLED');

    const sent = (await place(shop, { lines: [{}, {}] })).order;
    const send = `mutation ($input: OrderFulfillInput!) { orderFulfill(input: $input) { order { status } } }`;
    const input = {
      orderId: sent.id,
      lines: [{ lineId: sent.lines[0].id, quantity: 1 }],
      carrier: 'UPS',
      trackingNumber: '1Z',
    };
    await shop.ask(send, { viewer: ADMIN, variables: { input } });
    const { data } = await cancel(sent.id, ADMIN);
    expect(data.orderCancel).toMatchObject({
      order: { status: 'PROCESSING' },
      userErrors: [{ code: 'ORDER_NOT_CANCELLABLE' }],
    });
    expect(refundsOf(sent.id)).toEqual([]);
  });
});

interface Facts {
  readonly orderId: string;
}

describe('an order that waits for its payment', () => {
  it('is cancelled and its payment closed', async () => {
    const { order, payment } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const { data } = await cancel(order.id, ADMIN);
    expect(data.orderCancel.order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'CANCELLED', refunds: [] });
    expect((await shop.stripe.client.paymentIntents.retrieve(payment.intentId)).status).toBe('canceled');
  });

  it('keeps no money, whichever of payment and cancellation comes first', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => place(shop, { paymentMethod: null })));
    await Promise.all(
      orders.flatMap(({ order, payment }) => [
        cancel(order.id, ADMIN),
        shop.stripe.client.paymentIntents
          .confirm(payment.intentId, { payment_method: 'pm_card_visa' })
          .catch(() => 'cancelled before it was paid'),
      ]),
    );
    await shop.stripe.simulator.whenWebhooksSettled();
    for (const { order, payment } of orders) {
      const settled = await until(async () => {
        const now = await readOrder(shop, order.id);
        return ['REFUNDED', 'CANCELLED'].includes(now.paymentStatus) && now;
      });
      const { amount_received: received } = await shop.stripe.client.paymentIntents.retrieve(payment.intentId);
      const refunded = refundsOf(order.id).reduce((sum, { amount }) => sum + amount, 0);
      expect({ status: settled.status, kept: received - refunded }).toEqual({ status: 'CANCELLED', kept: 0 });
    }
  });
});

describe('who may cancel', () => {
  it('is not a stranger, and not a seller', async () => {
    const seller = aSeller();
    const { order } = await place(shop, { viewer: aMember(), lines: [{ sellerId: seller.id }] });
    const before = await rowCounts(shop);
    const codes = [];
    for (const viewer of [GUEST, aMember(), seller])
      codes.push((await cancel(order.id, viewer)).errors?.[0]?.extensions.code);
    codes.push((await cancel(newId(), ADMIN)).errors?.[0]?.extensions.code);
    expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND', 'FORBIDDEN', 'NOT_FOUND']);
    expect(await rowCounts(shop)).toEqual(before);
  });

  it('is a guest who has the id of a guest’s order', async () => {
    const { order } = await place(shop, { viewer: GUEST });
    expect((await cancel(order.id, GUEST)).data.orderCancel.order.status).toBe('CANCELLED');
  });
});
