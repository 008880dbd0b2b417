import { randomUUID } from 'node:crypto';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, openShop, payingWith, place, readOrder, runJob, type Shop } from './_shop.js';

const realKey = process.env.STRIPE_SECRET_KEY;
if (realKey && !realKey.startsWith('sk_test_')) throw new Error('STRIPE_SECRET_KEY must be of the test mode here');

interface World {
  readonly name: string;
  readonly variables: Record<string, string>;
  /** what a browser would do */
  readonly client: (shop: Shop) => Stripe;
}

/** Nothing brings webhooks from Stripe itself to a test, so that what they would tell is found by the reconciler in both worlds. */
const WORLDS: readonly World[] = [
  { name: 'the simulator', variables: {}, client: (shop) => shop.stripe.client },
  ...(realKey
    ? [
        {
          name: 'Stripe’s test mode',
          variables: { STRIPE_SECRET_KEY: realKey, STRIPE_API_URL: '' },
          client: () => new Stripe(realKey),
        },
      ]
    : []),
];

const run = async (shop: Shop, name: string, fields: string, input: Record<string, unknown>) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`;
  const { data, errors } = await shop.ask(query, { viewer: ADMIN, variables: { input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
};
const intentOf = async (shop: Shop, orderId: string): Promise<string> =>
  (await shop.database.sql`select intent_id from payments where order_id = ${orderId}`)[0]?.intent_id;

describe.each(WORLDS)('payments, with $name', ({ variables, client }) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ PAYMENT_RECHECK_SECONDS: '2', ...variables });
    shop.stripe.webhook = 'hold';
  });
  afterAll(() => shop?.[Symbol.asyncDispose]());

  it('charges a card once, and names order and customer', async () => {
    const viewer = aMember();
    const { order } = await place(shop, { viewer });
    expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'PAID' });
    const intent = await client(shop).paymentIntents.retrieve(await intentOf(shop, order.id));
    expect(intent).toMatchObject({
      amount_received: order.totals.total.minorUnits,
      customer: expect.stringMatching(/^cus_/),
      metadata: { orderId: order.id, customerId: viewer.id },
    });
  });

  it.each([
    ['pm_card_visa_chargeDeclined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
  ])('says why %s is refused', async (token, declineCode) => {
    const { order, userErrors } = await place(shop, payingWith(token));
    expect(userErrors).toMatchObject([{ code: 'PAYMENT_DECLINED', declineCode }]);
    expect(order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'FAILED' });
  });

  it('waits for 3-D Secure, and closes the payment when the order is cancelled', async () => {
    const { order, payment } = await place(shop, payingWith('pm_card_threeDSecure2Required'));
    expect({ status: order.status, payment: payment.status }).toEqual({
      status: 'PENDING',
      payment: 'requires_action',
    });
    await run(shop, 'orderCancel', 'order { id }', { orderId: order.id, idempotencyKey: randomUUID() });
    expect((await client(shop).paymentIntents.retrieve(payment.intentId)).status).toBe('canceled');
  });

  it('finds by itself what a browser has paid', async () => {
    const { order, payment } = await place(shop, { paymentMethod: null });
    await client(shop).paymentIntents.confirm(payment.intentId, { payment_method: 'pm_card_visa' });
    await until(
      async () => {
        await runJob(shop, 'reconcile-payments');
        return (await readOrder(shop, order.id)).status === 'CONFIRMED';
      },
      { what: 'the payment' },
    );
  });

  it('gives back in parts, never more than was taken, and hears of refunds that others made', async () => {
    const { order } = await place(shop);
    const total = order.totals.total.minorUnits;
    const refund = (amountMinor: number) =>
      run(shop, 'orderRefund', 'refund { status amount { minorUnits } }', {
        ...{ orderId: order.id, amountMinor, reason: 'Late', idempotencyKey: randomUUID() },
      });
    expect((await refund(500)).refund).toEqual({ status: 'SUCCEEDED', amount: { minorUnits: 500 } });
    expect((await refund(total)).userErrors).toEqual([{ code: 'REFUND_EXCEEDED' }]);
    await client(shop).refunds.create({ payment_intent: await intentOf(shop, order.id), amount: total - 500 });
    await until(
      async () => {
        await runJob(shop, 'reconcile-payments');
        return (await readOrder(shop, order.id)).paymentStatus === 'REFUNDED';
      },
      { what: 'the refund' },
    );
  });
});

describe.each(WORLDS)('capture on fulfilment, with $name', ({ variables }) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ PAYMENT_CAPTURE: 'on-fulfilment', PAYMENT_RECHECK_SECONDS: '2', ...variables });
    shop.stripe.webhook = 'hold';
  });
  afterAll(() => shop?.[Symbol.asyncDispose]());

  it('authorises, and takes the whole in the end, whether or not the card allows parts', async () => {
    const { order } = await place(shop, { lines: [{ quantity: 2 }] });
    const lines = [{ lineId: order.lines[0].id, quantity: 1 }];
    expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'AUTHORIZED' });
    const parcel = { orderId: order.id, carrier: 'UPS', trackingNumber: '1' };
    await run(shop, 'orderFulfill', 'shipment { id }', { ...parcel, lines });
    const isTaken = async () =>
      ['PARTIALLY_CAPTURED', 'PAID'].includes((await readOrder(shop, order.id)).paymentStatus);
    await until(isTaken, { what: 'the first part' });
    await run(shop, 'orderFulfill', 'shipment { id }', parcel);
    const isPaid = async () => (await readOrder(shop, order.id)).paymentStatus === 'PAID';
    await until(isPaid, { what: 'the rest' });
  });
});
