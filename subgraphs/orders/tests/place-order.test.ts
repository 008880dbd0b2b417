import { randomUUID } from 'node:crypto';
import { orderStandingsResponse } from '@souk/events';
import { callService, GUEST, newId } from '@souk/subgraph-kit';
import { aMember, TEST_KEYS, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCart, aRefusal } from './_peers.js';
import {
  ADMIN,
  ORDER,
  openShop,
  PLACE,
  payingWith,
  place,
  placeInput,
  readOrder,
  rowCounts,
  type Shop,
} from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const chargesOf = (orderId: string) => {
  const intents = shop.stripe.simulator.paymentIntents().filter(({ metadata }) => metadata.orderId === orderId);
  const ids = new Set(intents.map(({ id }) => id));
  return shop.stripe.simulator.charges().filter(({ payment_intent }) => ids.has(String(payment_intent)));
};
const factsOf = (orderId: string) =>
  shop.peers.facts.filter(({ data }) => (data as { orderId: string }).orderId === orderId).map(({ name }) => name);

describe('a card that works', () => {
  it('confirms the order and charges its total once', async () => {
    const { order, payment, userErrors } = await place(shop, { lines: [{ quantity: 2 }, { unitPriceMinor: 999 }] });
    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'PAID', version: 2 });
    expect(order.number).toMatch(/^SK-[0-9A-Z]{8}$/);
    expect(order.timeline.map((event: { kind: string }) => event.kind)).toEqual(['ORDER_PLACED', 'PAYMENT_SUCCEEDED']);
    expect(payment).toMatchObject({ intentId: expect.stringMatching(/^pi_/), status: 'succeeded' });
    expect(chargesOf(order.id)).toMatchObject([{ amount: 5_999, currency: 'usd', paid: true }]);
    expect(order.totals.total).toEqual({ minorUnits: 5_999, amount: '59.99' });
  });

  it('tells carts, inventory and whoever else must know', async () => {
    const { order } = await place(shop);
    const all = [...Array(2).fill('order-placed'), ...Array(5).fill('order-paid')].sort();
    await until(() => factsOf(order.id).length >= all.length, { what: 'the facts' });
    expect(factsOf(order.id).sort()).toEqual(all);
  });

  it('holds the stock and keeps the cart’s lines', async () => {
    const [variantId, sellerId] = [newId(), newId()];
    const { order } = await place(shop, { lines: [{ variantId, sellerId, quantity: 3 }] });
    expect(order.lines).toMatchObject([{ quantity: 3, variant: { id: variantId } }]);
    expect(shop.peers.reservations).toContain(order.id);
  });

  it('arrives after the shipping option’s working days', async () => {
    const { order } = await place(shop);
    const ask = `query ($id: ID!) { order(id: $id) { estimatedDelivery createdAt buyer { id } shippingAddress { id city country }
      billingAddress { line1 } } }`;
    const { data } = await shop.ask(ask, { variables: { id: order.id }, viewer: ADMIN });
    const days = (Date.parse(data.order.estimatedDelivery) - Date.parse(data.order.createdAt)) / 86_400_000;
    expect(Math.round(days)).toBeGreaterThanOrEqual(4);
    expect(Math.round(days)).toBeLessThanOrEqual(6);
    expect(data.order).toMatchObject({
      shippingAddress: { id: `${order.id}:shipping`, city: 'Portland', country: 'US' },
      billingAddress: { line1: '1 Main Street' },
    });
  });

  it('charges nothing for nothing', async () => {
    const gift = aCart([{ unitPriceMinor: 0 }]);
    shop.peers.carts.set(gift.cartId, gift);
    const free = await shop.ask(PLACE, { variables: { input: placeInput(gift) } });
    expect(free.data.orderPlace).toMatchObject({
      order: { status: 'CONFIRMED', paymentStatus: 'PAID' },
      payment: null,
    });
    expect(chargesOf(free.data.orderPlace.order.id)).toEqual([]);
  });
});

describe('a card that does not', () => {
  it.each([
    ['pm_card_chargeDeclined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['pm_nobody_knows', 'resource_missing'],
  ])('%s cancels the order, frees its stock and says why', async (token, declineCode) => {
    const { order, payment, userErrors } = await place(shop, payingWith(token));
    expect(userErrors).toMatchObject([
      { __typename: 'PaymentDeclinedError', code: 'PAYMENT_DECLINED', declineCode, path: ['input', 'paymentMethod'] },
    ]);
    expect(payment).toBeNull();
    expect(order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'FAILED', payment: { declineCode } });
    await until(() => factsOf(order.id).includes('order-cancelled'), { what: 'order-cancelled' });
    expect(factsOf(order.id)).not.toContain('order-paid');
    const intents = () =>
      shop.stripe.simulator.paymentIntents().filter(({ metadata }) => metadata.orderId === order.id);
    await until(() => intents().every(({ status }) => status === 'canceled'), { what: 'the intent to be closed' });
  });

  it('lets another key try the same cart with another card, and the same key answers the same', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const input = placeInput(cart, payingWith('pm_card_chargeDeclined'));
    const first = (await shop.ask(PLACE, { variables: { input } })).data.orderPlace;
    const repeated = (await shop.ask(PLACE, { variables: { input } })).data.orderPlace;
    expect(repeated.userErrors).toEqual(first.userErrors);
    expect(repeated.order.id).toBe(first.order.id);
    const second = await shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    expect(second.data.orderPlace).toMatchObject({ order: { status: 'CONFIRMED' }, userErrors: [] });
    expect(second.data.orderPlace.order.id).not.toBe(first.order.id);
  });
});

describe('a card that wants 3-D Secure', () => {
  it('leaves the order waiting, with what the browser needs; the webhook finishes it', async () => {
    const { order, payment } = await place(shop, payingWith('pm_card_authenticationRequired'));
    expect(order).toMatchObject({ status: 'PENDING', paymentStatus: 'REQUIRES_ACTION' });
    expect(payment).toMatchObject({ status: 'requires_action', clientSecret: expect.stringContaining('_secret_') });
    await shop.stripe.authenticate(payment.intentId, 'complete');
    const paid = await until(async () => {
      const now = await readOrder(shop, order.id);
      return now.status === 'CONFIRMED' && now;
    });
    expect(paid).toMatchObject({ paymentStatus: 'PAID', version: 3 });
    expect(paid.timeline.map((event: { kind: string }) => event.kind)).toEqual([
      'ORDER_PLACED',
      'PAYMENT_ACTION_REQUIRED',
      'PAYMENT_SUCCEEDED',
    ]);
  });

  it('cancels the order when the buyer fails it', async () => {
    const { order, payment } = await place(shop, payingWith('pm_card_authenticationRequired'));
    await shop.stripe.authenticate(payment.intentId, 'fail');
    await until(async () => (await readOrder(shop, order.id)).status === 'CANCELLED');
    expect(chargesOf(order.id)).toEqual([]);
  });
});

describe('without a payment method', () => {
  it('the browser pays with the client secret, may fail and try again, and the webhook confirms', async () => {
    const { order, payment } = await place(shop, { paymentMethod: null });
    expect(order).toMatchObject({ status: 'PENDING', paymentStatus: 'REQUIRES_PAYMENT' });
    expect(payment.status).toBe('requires_payment_method');
    const pay = (token: string) =>
      shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: token });
    await expect(pay('pm_card_chargeDeclined')).rejects.toThrow('declined');
    const refused = await until(async () => {
      const now = await readOrder(shop, order.id);
      return now.payment.declineCode && now;
    });
    expect(refused).toMatchObject({ status: 'PENDING', paymentStatus: 'REQUIRES_PAYMENT' });
    await pay('pm_card_visa');
    await until(async () => (await readOrder(shop, order.id)).status === 'CONFIRMED');
  });
});

describe('what carts and inventory object to', () => {
  it.each([
    ['CART_NOT_FOUND', 'cartId'],
    ['CART_EMPTY', 'cartId'],
    ['PRICE_CHANGED', 'cartId'],
    ['VARIANT_UNAVAILABLE', 'cartId'],
    ['SHIPPING_OPTION_UNKNOWN', 'shippingOptionId'],
    ['SHIPPING_NOT_AVAILABLE', 'shippingAddress'],
  ] as const)('%s is the shopper’s to mend', async (code, field) => {
    const cart = aCart();
    const variantIds = [newId()];
    shop.peers.carts.set(cart.cartId, aRefusal(code, { variantIds, currentVersion: 7 }));
    const { data } = await shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    expect(data.orderPlace).toMatchObject({
      order: null,
      payment: null,
      userErrors: [{ __typename: 'CheckoutRefusedError', code, currentVersion: 7, variantIds, path: ['input', field] }],
    });
  });

  it('a stale version names the present one, and the same key keeps its answer', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const variables = { input: placeInput(cart, { expectedCartVersion: 2 }) };
    const first = await shop.ask(PLACE, { variables });
    expect(first.data.orderPlace.userErrors).toMatchObject([{ code: 'CART_VERSION_STALE', currentVersion: 3 }]);
    shop.peers.carts.set(cart.cartId, { ...cart, cartVersion: 2 });
    expect((await shop.ask(PLACE, { variables })).data).toEqual(first.data);
  });

  it('names every short variant, and makes nothing', async () => {
    const [scarce, gone] = [newId(), newId()];
    shop.peers.stock.set(scarce, 1).set(gone, 0);
    const { order, userErrors } = await place(shop, {
      lines: [{ variantId: scarce, quantity: 2 }, {}, { variantId: gone }],
    });
    expect(order).toBeNull();
    expect(userErrors).toMatchObject([
      { __typename: 'OutOfStockError', code: 'OUT_OF_STOCK', variantId: scarce, available: 1 },
      { __typename: 'OutOfStockError', variantId: gone, available: 0 },
    ]);
  });

  it('gives the redemptions of promotions back when a variant is short, and says so also when carts does not answer', async () => {
    const path = '/service/release-redemptions';
    const scarce = newId();
    shop.peers.stock.set(scarce, 0);
    const calls = () => shop.peers.calls.filter((call) => call === path).length;
    const before = calls();
    await place(shop, { lines: [{ variantId: scarce }] });
    expect(calls()).toBe(before + 1);
    shop.peers.broken.add(path);
    const { userErrors } = await place(shop, { lines: [{ variantId: scarce }] });
    shop.peers.broken.delete(path);
    expect(userErrors).toMatchObject([{ code: 'OUT_OF_STOCK' }]);
  });

  it('is not written once the redemptions that were claimed for it may be another’s; the same key goes on with new ones', async () => {
    const cart = aCart();
    const variables = { input: placeInput(cart) };
    const heldUntil = (ms: number) => new Date(Date.now() + ms).toISOString();
    shop.peers.carts.set(cart.cartId, { ...cart, claimsHeldUntil: heldUntil(-1) });
    const { errors } = await shop.ask(PLACE, { variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    shop.peers.carts.set(cart.cartId, { ...cart, claimsHeldUntil: heldUntil(60_000) });
    const later = await shop.ask(PLACE, { variables });
    expect(later.data.orderPlace.order.status).toBe('CONFIRMED');
  });

  it('orders what costs what the shopper has seen', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const expectedTotal = { minorUnits: cart.totals.totalMinor, currency: 'USD' };
    const { data } = await shop.ask(PLACE, { variables: { input: placeInput(cart, { expectedTotal }) } });
    expect(data.orderPlace).toMatchObject({ order: { status: 'CONFIRMED' }, userErrors: [] });
  });

  it.each([
    ['another amount', { minorUnits: 2_199, currency: 'USD' }],
    ['another currency', { minorUnits: 2_700, currency: 'EUR' }],
  ])(
    'orders nothing, holds nothing and gives redemptions back when the shopper expects %s',
    async (_, expectedTotal) => {
      const cart = aCart();
      shop.peers.carts.set(cart.cartId, cart);
      const { placements: _keys, ...before } = await rowCounts(shop);
      const [reservations, calls] = [new Set(shop.peers.reservations), shop.peers.calls.length];
      const variables = { input: placeInput(cart, { expectedTotal }) };
      const { data } = await shop.ask(PLACE, { variables });
      expect(data.orderPlace).toMatchObject({
        order: null,
        payment: null,
        userErrors: [
          {
            __typename: 'TotalChangedError',
            code: 'TOTAL_CHANGED',
            path: ['input', 'expectedTotal'],
            totals: { discount: { minorUnits: 0 }, total: { minorUnits: 2_700, currency: 'USD' } },
          },
        ],
      });
      expect(shop.peers.reservations).toEqual(reservations);
      expect(shop.peers.calls.slice(calls)).toEqual(['/service/checkout-snapshot', '/service/release-redemptions']);
      expect(await rowCounts(shop)).toMatchObject(before);
      expect((await shop.ask(PLACE, { variables })).data).toEqual(data);
      const agreed = placeInput(cart, { expectedTotal: { minorUnits: 2_700, currency: 'USD' } });
      expect((await shop.ask(PLACE, { variables: { input: agreed } })).data.orderPlace.order.status).toBe('CONFIRMED');
    },
  );

  it('refuses a second payment for the same content of a cart', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    await shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    const again = await shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    expect(again.data.orderPlace).toMatchObject({ order: null, userErrors: [{ code: 'CART_ALREADY_ORDERED' }] });
  });

  it('makes one order and one charge of a cart, however many tabs and keys order it at once', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const place = () => shop.ask(PLACE, { variables: { input: placeInput(cart) } });
    const answers = await Promise.all(Array.from({ length: 6 }, place));
    const placed = answers.map(({ data }) => data.orderPlace);
    const [winner, ...others] = placed.filter(({ order }) => order);
    expect(others).toEqual([]);
    for (const { userErrors } of placed.filter(({ order }) => !order))
      expect(userErrors).toMatchObject([{ code: 'CART_ALREADY_ORDERED' }]);
    expect(chargesOf(winner.order.id)).toHaveLength(1);
    const mine = await shop.database.sql`select id from orders where cart_id = ${cart.cartId}`;
    expect(mine).toHaveLength(1);
    const held = await shop.database.sql`select order_id from placements where scope = ${`cart:${cart.cartId}`}`;
    const ids = held.map(({ order_id }) => order_id);
    expect(ids.filter((id) => shop.peers.reservations.has(id))).toEqual([winner.order.id]);
  });

  it('lets a cart be ordered again once its unpaid order was cancelled', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const order = (facts: Record<string, unknown>) =>
      shop.ask(PLACE, { variables: { input: placeInput(cart, facts) } }).then(({ data }) => data.orderPlace);
    const first = await order({ paymentMethod: null });
    expect((await order({})).userErrors).toMatchObject([{ code: 'CART_ALREADY_ORDERED' }]);
    const cancel = 'mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { status } } }';
    const input = { orderId: first.order.id, idempotencyKey: randomUUID() };
    await shop.ask(cancel, { viewer: ADMIN, variables: { input } });
    expect((await order({})).order.status).toBe('CONFIRMED');
  });

  it.each(['/service/checkout-snapshot', '/service/reserve'])(
    'says so when %s does not answer, and the same key goes on later',
    async (path) => {
      const cart = aCart();
      shop.peers.carts.set(cart.cartId, cart);
      const variables = { input: placeInput(cart) };
      shop.peers.broken.add(path);
      const { errors } = await shop.ask(PLACE, { variables });
      shop.peers.broken.delete(path);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002' });
      const later = await shop.ask(PLACE, { variables });
      expect(later.data.orderPlace.order.status).toBe('CONFIRMED');
    },
  );
});

describe('whose order it is', () => {
  it('a member’s order belongs to the member', async () => {
    const viewer = aMember();
    const { order } = await place(shop, { viewer });
    const query = `query ($id: ID!) { order(id: $id) { buyer { id } ${ORDER} } }`;
    const asked = async (who = viewer) =>
      (await shop.ask(query, { variables: { id: order.id }, viewer: who })).data.order;
    expect(await asked()).toMatchObject({ buyer: { id: viewer.id } });
    expect(await asked(aMember())).toBeNull();
    expect((await shop.ask(query, { variables: { id: order.id }, viewer: GUEST })).data.order).toBeNull();
  });

  it('a guest’s order id cannot be guessed, and is its key', async () => {
    const { order } = await place(shop, { viewer: GUEST });
    expect(order.id[14]).toBe('4');
    const query = 'query ($id: ID!) { order(id: $id) { id buyer { id } } }';
    expect((await shop.ask(query, { variables: { id: order.id } })).data.order).toEqual({ id: order.id, buyer: null });
    expect((await shop.ask(query, { variables: { id: randomUUID() } })).data.order).toBeNull();
  });
});

it('tells carts which orders exist, and which of them were cancelled', async () => {
  const { order: paid } = await place(shop);
  const { order: declined } = await place(shop, payingWith('pm_card_chargeDeclined'));
  const orderIds = [newId(), paid.id, declined.id];
  const { orders } = await callService({
    from: 'carts',
    to: 'orders',
    url: shop.app.url,
    path: '/service/order-standings',
    body: { orderIds },
    answer: orderStandingsResponse,
    signingKey: TEST_KEYS.SERVICE_SIGNING_KEY,
  });
  expect(new Map(orders.map(({ orderId, isCancelled }) => [orderId, isCancelled]))).toEqual(
    new Map([
      [paid.id, false],
      [declined.id, true],
    ]),
  );
});
