import { createHmac } from 'node:crypto';
import { GUEST, newId } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { openShop, PLACE, payingWith, place, placeInput, readOrder, rowCounts, type Shop } from './_shop.js';
import { WEBHOOK_SECRET } from './_stripe.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ PAYMENT_RECHECK_SECONDS: '1' });
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const intentsOf = (orderId: string) =>
  shop.stripe.simulator.paymentIntents().filter(({ metadata }) => metadata.orderId === orderId);
const chargesOf = (orderId: string) => {
  const ids = intentsOf(orderId).map(({ id }) => id);
  return shop.stripe.simulator.charges().filter(({ payment_intent }) => ids.includes(String(payment_intent)));
};
const statusOf = async (orderId: string) => (await readOrder(shop, orderId)).status;
const becomes = (orderId: string, status: string) =>
  until(async () => (await statusOf(orderId)) === status, { what: `the order to be ${status}` });
const kindsOf = async (orderId: string) =>
  (await readOrder(shop, orderId)).timeline.map(({ kind }: { kind: string }) => kind);
const expire = (orderId: string) => {
  shop.peers.reservations.delete(orderId);
  return shop.tell('reservation-expired', { orderId });
};

describe('the webhook', () => {
  beforeEach(() => {
    shop.stripe.webhook = 'hold';
  });
  afterEach(() => {
    shop.stripe.webhook = 'pass';
  });

  const eventOf = (orderId: string, type: string) =>
    until(() => shop.stripe.eventsOf(orderId, type)[0], { what: `${type} of ${orderId}` });

  it('changes nothing when it comes late, and again', async () => {
    const { order } = await place(shop);
    const delivery = await eventOf(order.id, 'payment_intent.succeeded');
    const before = await readOrder(shop, order.id);
    expect([await shop.stripe.deliver(delivery), await shop.stripe.deliver(delivery)]).toEqual([200, 200]);
    expect(await readOrder(shop, order.id)).toEqual(before);
  });

  it('confirms the order when it comes before our own answer', async () => {
    shop.stripe.trouble.set('/confirm', 'lose-answer');
    const { order, payment, userErrors } = await place(shop);
    shop.stripe.trouble.clear();
    expect({ status: order.status, payment, userErrors }).toEqual({ status: 'PENDING', payment: null, userErrors: [] });
    expect(await shop.stripe.deliver(await eventOf(order.id, 'payment_intent.succeeded'))).toBe(200);
    expect(await statusOf(order.id)).toBe('CONFIRMED');
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED']);
  });

  it('makes of an outdated refusal a question, so that the order of arrival does not matter', async () => {
    const { order, payment } = await place(shop, { paymentMethod: null });
    const confirm = (token: string) =>
      shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: token });
    await expect(confirm('pm_card_chargeDeclined')).rejects.toThrow('declined');
    await confirm('pm_card_visa');
    const refusal = await eventOf(order.id, 'payment_intent.payment_failed');
    const success = await eventOf(order.id, 'payment_intent.succeeded');
    expect(await shop.stripe.deliver(success)).toBe(200);
    expect(await shop.stripe.deliver(refusal)).toBe(200);
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED']);
  });

  it('refuses what Stripe did not sign, and what was not signed now', async () => {
    const { order } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const before = await rowCounts(shop);
    const genuine = await eventOf(order.id, 'payment_intent.requires_action');
    const { amount } = JSON.parse(genuine.body).data.object;
    const forged = genuine.body
      .replaceAll('requires_action', 'succeeded')
      .replace(/"amount_received": *0/, `"amount_received":${amount}`);
    const sign = (seconds: number, secret = WEBHOOK_SECRET) =>
      `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${forged}`).digest('hex')}`;
    const now = Math.floor(Date.now() / 1_000);
    for (const signature of [
      genuine.signature,
      'nonsense',
      '',
      sign(now, 'whsec_other'),
      sign(now - 600),
      sign(now + 600),
    ]) {
      expect(await shop.stripe.deliver({ body: forged, signature })).toBe(400);
    }
    expect(await statusOf(order.id)).toBe('PENDING');
    expect(await rowCounts(shop)).toEqual(before);
    expect(await shop.stripe.deliver({ body: forged, signature: sign(now) })).toBe(200);
    expect(await statusOf(order.id)).toBe('CONFIRMED');
  });

  it('takes what is not about an order, or not of its own payment, and does nothing', async () => {
    const { order } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const before = await rowCounts(shop);
    const known = shop.stripe.deliveries.length;
    await shop.stripe.client.customers.create({ name: 'Ada' });
    for (const orderId of [newId(), order.id]) {
      await shop.stripe.client.paymentIntents.create({
        amount: 500,
        currency: 'usd',
        payment_method: 'pm_card_visa',
        confirm: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        metadata: { orderId },
      });
    }
    const strangers = await until(() => {
      const fresh = shop.stripe.deliveries.slice(known);
      return fresh.filter(({ body }) => body.includes('payment_intent.succeeded')).length === 2 && fresh;
    });
    for (const delivery of strangers) expect(await shop.stripe.deliver(delivery)).toBe(200);
    expect(await rowCounts(shop)).toEqual(before);
  });
});

describe('an intent', () => {
  it('names the order and the customer, who is one per member', async () => {
    const viewer = aMember();
    const [one, two] = [await place(shop, { viewer }), await place(shop, { viewer })];
    const guest = await place(shop, { viewer: GUEST });
    const [first, second, third] = [one, two, guest].flatMap(({ order }) => intentsOf(order.id));
    expect(first).toMatchObject({
      customer: expect.stringMatching(/^cus_/),
      metadata: { orderId: one.order.id, orderNumber: one.order.number, customerId: viewer.id },
    });
    expect(second?.customer).toBe(first?.customer);
    expect(third).toMatchObject({ customer: null, metadata: { orderId: guest.order.id, customerId: 'guest' } });
  });

  it('is made for one customer, also when a member buys twice at once and the answer is lost', async () => {
    const viewer = aMember();
    shop.stripe.trouble.set('/customers', 'lose-answer');
    const placed = await Promise.all([place(shop, { viewer }), place(shop, { viewer })]);
    shop.stripe.trouble.clear();
    for (const { order } of placed) await becomes(order.id, 'CONFIRMED');
    const customers = new Set(placed.flatMap(({ order }) => intentsOf(order.id)).map(({ customer }) => customer));
    expect([...customers]).toEqual([expect.stringMatching(/^cus_/)]);
  });
});

describe('when Stripe does not answer', () => {
  afterEach(() => {
    shop.stripe.trouble.clear();
    shop.stripe.webhook = 'pass';
  });

  it.each([
    ['the request that opens the payment is lost', '/payment_intents', 'refuse'],
    ['the answer that opens the payment is lost', '/payment_intents', 'lose-answer'],
    ['the request that charges is lost', '/confirm', 'refuse'],
    ['the answer that charges is lost', '/confirm', 'lose-answer'],
  ] as const)('%s: the order waits, and is charged once', async (_, path, trouble) => {
    shop.stripe.webhook = 'hold';
    shop.stripe.trouble.set(path, trouble);
    const { order, userErrors } = await place(shop);
    expect(userErrors).toEqual([]);
    expect(order.status).toBe('PENDING');
    shop.stripe.trouble.clear();
    await becomes(order.id, 'CONFIRMED');
    expect(chargesOf(order.id)).toHaveLength(1);
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED']);
  });

  it('the same key asks again, and gets the answer', async () => {
    shop.stripe.webhook = 'hold';
    shop.stripe.trouble.set('/confirm', 'lose-answer');
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const variables = { input: placeInput(cart) };
    const first = (await shop.ask(PLACE, { variables })).data.orderPlace;
    shop.stripe.trouble.clear();
    const again = (await shop.ask(PLACE, { variables })).data.orderPlace;
    expect(again).toMatchObject({
      order: { id: first.order.id, status: 'CONFIRMED' },
      payment: { status: 'succeeded' },
    });
    expect(chargesOf(first.order.id)).toHaveLength(1);
  });

  it('and its webhook is lost, Stripe is asked again and again', async () => {
    shop.stripe.webhook = 'hold';
    const { order, payment } = await place(shop, payingWith('pm_card_authenticationRequired'));
    const jobOf = async () => {
      const [job] = await shop.database.sql`select id from graphile_worker.jobs where key like ${`%${order.id}`}`;
      return job?.id;
    };
    const first = await jobOf();
    await until(async () => ![first, undefined].includes(await jobOf()), { what: 'the next question' });
    await shop.stripe.authenticate(payment.intentId, 'complete');
    await becomes(order.id, 'CONFIRMED');
  });

  it('the order is settled after a restart', async () => {
    shop.stripe.webhook = 'hold';
    shop.stripe.trouble.set('/v1', 'refuse');
    const { order } = await place(shop);
    await shop.restart();
    shop.stripe.trouble.clear();
    await becomes(order.id, 'CONFIRMED');
    expect(chargesOf(order.id)).toHaveLength(1);
  });
});

describe('an order that is not paid in time', () => {
  afterEach(() => {
    shop.stripe.trouble.clear();
    shop.stripe.webhook = 'pass';
  });

  it('is cancelled, and its payment can no longer be made', async () => {
    const { order, payment } = await place(shop, payingWith('pm_card_authenticationRequired'));
    expect(await expire(order.id)).toBe(204);
    expect(await readOrder(shop, order.id)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'CANCELLED' });
    await until(() => intentsOf(order.id)[0]?.status === 'canceled', { what: 'the intent to be closed' });
    await expect(
      shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: 'pm_card_visa' }),
    ).rejects.toThrow('canceled');
  });

  it('gives money back that came meanwhile, once', async () => {
    shop.stripe.webhook = 'hold';
    shop.stripe.trouble.set('/v1', 'refuse');
    const { order } = await place(shop, { paymentMethod: null });
    shop.stripe.trouble.clear();
    const { payment } = await until(async () => {
      const [row] = await shop.database.sql`select intent_id from payments where order_id = ${order.id}`;
      return row?.intent_id ? { payment: row.intent_id as string } : null;
    });
    shop.stripe.trouble.set('/cancel', 'refuse');
    await expire(order.id);
    await shop.stripe.client.paymentIntents.confirm(payment, { payment_method: 'pm_card_visa' });
    shop.stripe.trouble.clear();
    const [success] = await until(() => {
      const events = shop.stripe.eventsOf(order.id, 'payment_intent.succeeded');
      return events.length > 0 && events;
    });
    await shop.stripe.deliver(success!);
    const refunded = await until(async () => {
      const now = await readOrder(shop, order.id);
      return now.paymentStatus === 'REFUNDED' && now;
    });
    expect(refunded).toMatchObject({ status: 'CANCELLED', refunds: [{ status: 'SUCCEEDED' }] });
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'ORDER_CANCELLED', 'PAYMENT_LATE', 'REFUND_SUCCEEDED']);
    const refunds = shop.stripe.simulator.refunds().filter(({ payment_intent }) => payment_intent === payment);
    expect(refunds).toMatchObject([{ amount: refunded.payment.amount.minorUnits }]);
    const paidFacts = shop.peers.facts.filter(({ name, data }) => name === 'order-paid' && hasId(data, order.id));
    expect(paidFacts).toEqual([]);
  });

  it('charges nobody whose stock is no longer held', async () => {
    shop.stripe.webhook = 'hold';
    shop.stripe.trouble.set('/v1', 'refuse');
    const { order } = await place(shop);
    shop.peers.reservations.delete(order.id);
    await shop.database.sql`update orders set reserved_until = now() where id = ${order.id}`;
    shop.stripe.trouble.clear();
    await becomes(order.id, 'CANCELLED');
    expect(chargesOf(order.id)).toEqual([]);
  });

  it('ends an order that was written after the news of the expiry of its stock', async () => {
    const { order } = await place(shop, { paymentMethod: null });
    shop.peers.reservations.delete(order.id);
    await becomes(order.id, 'CANCELLED');
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'ORDER_CANCELLED']);
  });

  it('stays paid when the news of the expiry comes after the payment', async () => {
    const { order } = await place(shop);
    expect(await expire(order.id)).toBe(204);
    expect(await statusOf(order.id)).toBe('CONFIRMED');
  });
});

const hasId = (data: unknown, orderId: string) => (data as { orderId: string }).orderId === orderId;

describe('stock that was committed', () => {
  it('moves a paid order on, once', async () => {
    const { order } = await place(shop);
    const eventId = newId();
    const tell = () => shop.tell('stock-committed', { orderId: order.id }, eventId);
    expect([await tell(), await tell()]).toEqual([204, 204]);
    expect(await shop.tell('stock-committed', { orderId: order.id })).toBe(204);
    expect(await kindsOf(order.id)).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED', 'ORDER_PROCESSING']);
  });

  it('moves no other order', async () => {
    const { order } = await place(shop, payingWith('pm_card_authenticationRequired'));
    await shop.tell('stock-committed', { orderId: order.id });
    expect(await statusOf(order.id)).toBe('PENDING');
    expect(await shop.tell('stock-committed', { orderId: newId() })).toBe(204);
  });
});

describe('a crash half way', () => {
  it('leaves a key that the next call takes over, with the same order', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const variables = { input: placeInput(cart) };
    const { order } = (await shop.ask(PLACE, { variables })).data.orderPlace;
    const here = shop.database.sql`scope = ${`cart:${cart.cartId}`}`;
    await shop.database.sql`update placements set leased_until = now() - interval '1 second' where ${here}`;
    const again = (await shop.ask(PLACE, { variables })).data.orderPlace;
    expect(again.order).toMatchObject({ id: order.id, version: order.version });
    const [row] = await shop.database.sql`select leased_until from placements where ${here}`;
    expect(row).toEqual({ leased_until: null });
  });
});
