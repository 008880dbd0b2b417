import { until } from '@souk/subgraph-kit/testing';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { openShop, PLACE, place, placeInput, readOrder, type Shop } from './_shop.js';
import type { Delivery } from './_stripe.js';

const ORDERS = 8;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());
afterEach(() => {
  shop.stripe.webhook = 'pass';
  shop.stripe.simulator.control.clearFaults();
});

/** A refusal, a charge and two refunds: what Stripe sends of them. */
async function sixEvents(intentId: string): Promise<Delivery[]> {
  const { paymentIntents, refunds } = shop.stripe.client;
  await expect(paymentIntents.confirm(intentId, { payment_method: 'pm_card_chargeDeclined' })).rejects.toThrow();
  await paymentIntents.confirm(intentId, { payment_method: 'pm_card_visa' });
  for (const amount of [100, 200]) await refunds.create({ payment_intent: intentId, amount });
  const types = ['payment_intent.payment_failed', 'payment_intent.succeeded', 'refund.created', 'charge.refunded'];
  return until(() => {
    const events = shop.stripe.deliveries.filter(({ body }) => {
      const { type, data } = JSON.parse(body);
      return types.includes(type) && [data.object.id, data.object.payment_intent].includes(intentId);
    });
    return events.length === 6 && events;
  });
}

it('six events, each told once or more and in any order, end in the same order, payment and ledger', async () => {
  shop.stripe.webhook = 'hold';
  const ends = new Set<string>();
  const orders = fc.sample(fc.infiniteStream(fc.nat()), { numRuns: ORDERS, seed: 6 });
  for (const turns of orders) {
    const { order, payment } = await place(shop, { paymentMethod: null });
    const events = await sixEvents(payment.intentId);
    const told = [...events, ...events.slice(0, 3)];
    for (let left = told; left.length > 0; ) {
      const [next] = left.splice((turns.next().value ?? 0) % left.length, 1);
      if (next) expect(await shop.stripe.deliver(next)).toBe(200);
      left = [...left];
    }
    const { status, paymentStatus, refunds, payment: paid } = await readOrder(shop, order.id);
    const ledger = await shop.database.sql`
      select kind, amount_minor::int as amount from payment_entries where order_id = ${order.id} order by 1, 2`;
    const amounts = refunds.map((refund: { amount: { minorUnits: number } }) => refund.amount.minorUnits).toSorted();
    ends.add(JSON.stringify({ status, paymentStatus, amounts, refunded: paid.refunded, ledger }));
  }
  expect([...ends].map((end) => JSON.parse(end))).toMatchObject([
    { status: 'CONFIRMED', paymentStatus: 'PARTIALLY_REFUNDED', amounts: [100, 200], refunded: { minorUnits: 300 } },
  ]);
});

it.each(['/v1/payment_intents', '/v1/payment_intents/*/confirm'])(
  'one charge and one order when the connection breaks after Stripe has done %s',
  async (path) => {
    shop.stripe.simulator.control.addFault({
      on: 'request',
      match: { method: 'POST', path },
      times: 2,
      effect: { kind: 'reset', phase: 'after' },
    });
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const variables = { input: placeInput(cart) };
    const [first] = [(await shop.ask(PLACE, { variables })).data.orderPlace];
    const again = (await shop.ask(PLACE, { variables })).data.orderPlace;
    expect(again.order).toMatchObject({ id: first.order.id, status: 'CONFIRMED', paymentStatus: 'PAID' });
    const witness = shop.stripe.simulator.control.witness();
    expect(witness.orders[first.order.id]).toMatchObject({
      chargesSucceeded: 1,
      captured: again.order.totals.total.minorUnits,
    });
    expect(witness.differences).toEqual([]);
  },
);
