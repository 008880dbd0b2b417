import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderDetailsDocument, ViewCartDocument } from '../schema/generated/storefront/graphql.js';
import { anOrderInput, aVariant, required, type Souk, startSouk } from './_souk.js';

let souk: Souk;
let admin: string;

beforeAll(async () => {
  souk = await startSouk();
  admin = await souk.logIn('ADMIN');
});
afterAll(() => souk?.[Symbol.asyncDispose]());

let used = 0;

/** A guest's cart with pieces of a variant that no other test here touches. */
async function aFilledCart(quantity = 1, pieces = 10) {
  used += 1;
  const { variant, product } = aVariant({ pieces, skip: used * 3 });
  const cart = await souk.cartOf([{ variantId: variant.id, quantity }]);
  return { variant, product, cart, order: { cartId: cart.id, expectedCartVersion: cart.version } };
}

async function availableOf(variantId: string): Promise<number> {
  const query = 'query ($id: ID!) { productVariant(id: $id) { availability { availableQuantity } } }';
  const { data } = await souk.ask<{ productVariant: { availability: { availableQuantity: number } } }, unknown>(
    query,
    { id: variantId },
    admin,
  );
  return data.productVariant.availability.availableQuantity;
}

const intents = () => required(souk.platform.simulator).paymentIntents();
const card = (token: string) => ({ type: 'CARD' as const, token });
const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

describe('a card', () => {
  it('that is good pays at once, and the webhook changes nothing more', async () => {
    const { order } = await aFilledCart();
    const { data } = await souk.placeOrder(order);
    expect(data.orderPlace.order).toMatchObject({
      status: expect.stringMatching(/CONFIRMED|PROCESSING/),
      paymentStatus: 'PAID',
    });
    await required(souk.platform.simulator).whenWebhooksSettled();
    const details = await until(async () => {
      const { data: now } = await souk.ask(OrderDetailsDocument, { id: required(data.orderPlace.order).id });
      return now.order?.status === 'PROCESSING' && now.order;
    });
    expect(details.timeline.map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED', 'PROCESSING']);
  });

  it('that is declined leaves no charge, no reservation and the cart as it was; another card then works', async () => {
    const { order, variant, cart } = await aFilledCart(2);
    const before = await availableOf(variant.id);
    const { data } = await souk.placeOrder({ ...order, paymentMethod: card('pm_card_chargeDeclined') });
    expect(codesOf(data.orderPlace)).toEqual(['PAYMENT_DECLINED']);
    await until(async () => (await availableOf(variant.id)) === before, { what: 'the release' });
    const { data: view } = await souk.ask(ViewCartDocument, { id: cart.id });
    expect(view.cart?.lines).toHaveLength(1);
    const again = await souk.placeOrder({ ...order, expectedCartVersion: required(view.cart).version });
    expect(again.data.orderPlace.order?.paymentStatus).toBe('PAID');
  });

  it('that needs 3-D Secure waits for the person, then confirms by the webhook', async () => {
    const { order } = await aFilledCart();
    const { data } = await souk.placeOrder({ ...order, paymentMethod: card('pm_card_authenticationRequired') });
    const { order: placed, payment } = data.orderPlace;
    expect(placed).toMatchObject({ status: 'PENDING', paymentStatus: 'REQUIRES_ACTION' });
    const simulator = required(souk.platform.simulator);
    const { intentId, clientSecret } = required(payment);
    const intent = await fetch(`${simulator.url}/v1/payment_intents/${intentId}?client_secret=${clientSecret}`, {
      headers: { authorization: `Bearer ${simulator.publishableKey}` },
    });
    const url = new URL(JSON.stringify(await intent.json()).match(/http:\/\/127[^"]*3d[^"]*/i)?.[0] ?? '');
    await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }), redirect: 'manual' });
    await until(
      async () => {
        const { data: now } = await souk.ask(OrderDetailsDocument, { id: required(placed).id });
        return now.order?.status === 'PROCESSING' && now.order.paymentStatus === 'PAID';
      },
      { what: 'the webhook' },
    );
  });
});

describe('what the shopper can mend', () => {
  it('a line that is out of stock is named with what could be had, and nothing is held', async () => {
    const { variant } = aVariant({ pieces: 5, atMost: 90 });
    const available = await availableOf(variant.id);
    const cart = await souk.cartOf([{ variantId: variant.id, quantity: available + 1 }]);
    const query = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) {
      order { id } userErrors { code ... on OutOfStockError { available variantId } } } }`;
    const input = { ...anOrderInput(), cartId: cart.id, expectedCartVersion: cart.version };
    const { data } = await souk.ask<{ orderPlace: unknown }, unknown>(query, { input });
    expect(data.orderPlace).toEqual({
      order: null,
      userErrors: [{ code: 'OUT_OF_STOCK', available, variantId: variant.id }],
    });
    expect(await availableOf(variant.id)).toBe(available);
  });

  it('a changed price is refused once, shown in the cart, and then paid', async () => {
    const { order, variant, cart } = await aFilledCart();
    const set = 'mutation ($input: VariantPriceSetInput!) { variantPriceSet(input: $input) { userErrors { code } } }';
    await souk.ask(set, { input: { variantId: variant.id, currency: 'USD', minorUnits: 4242 } }, admin);
    await until(async () => {
      const { data } = await souk.ask(ViewCartDocument, { id: cart.id });
      return data.cart?.lines[0]?.warnings.some(({ code }) => code === 'PRICE_CHANGED');
    });
    const { data } = await souk.placeOrder(order);
    expect(codesOf(data.orderPlace)).toEqual(['PRICE_CHANGED']);
    const { data: view } = await souk.ask(ViewCartDocument, { id: cart.id });
    const again = await souk.placeOrder({ ...order, expectedCartVersion: required(view.cart).version });
    expect(again.data.orderPlace.order?.totals.total.minorUnits).toBeGreaterThanOrEqual(4242);
  });

  it('a cart that changed meanwhile is not ordered', async () => {
    const { order, variant, cart } = await aFilledCart();
    await souk.addToCart(cart.id, [{ variantId: variant.id, quantity: 1 }]);
    const { data } = await souk.placeOrder(order);
    expect(codesOf(data.orderPlace)).toEqual(['CART_VERSION_STALE']);
  });

  it('somebody else’s cart is not found', async () => {
    const { token } = await souk.register();
    const { variant } = aVariant();
    const cart = await souk.cartOf([{ variantId: variant.id, quantity: 1 }], token);
    const stranger = await souk.register();
    for (const who of [undefined, stranger.token]) {
      const { data } = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version }, who);
      expect(codesOf(data.orderPlace)).toEqual(['CART_NOT_FOUND']);
    }
  });
});

describe('an idempotency key', () => {
  it('gives one order and one charge however often it is sent, also all at once', async () => {
    const { order } = await aFilledCart();
    const idempotencyKey = newId();
    const chargesBefore = intents().length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => souk.placeOrder({ ...order, idempotencyKey })));
    const later = await souk.placeOrder({ ...order, idempotencyKey });
    const ids = [...answers, later].flatMap(({ data }) => (data?.orderPlace.order ? [data.orderPlace.order.id] : []));
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    expect(intents().length - chargesBefore).toBe(1);
  });

  it('is refused for another input', async () => {
    const { order } = await aFilledCart();
    const idempotencyKey = newId();
    await souk.placeOrder({ ...order, idempotencyKey });
    const { errors } = await souk.placeOrder({ ...order, idempotencyKey, email: 'somebody-else@example.org' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', ref: 'IDEM_001' });
  });
});

it('an order that is cancelled gives the money and the pieces back', async () => {
  const { token } = await souk.register();
  const { variant } = aVariant({ skip: 2 });
  const before = await availableOf(variant.id);
  const cart = await souk.cartOf([{ variantId: variant.id, quantity: 2 }], token);
  const { data } = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version }, token);
  const { id } = required(data.orderPlace.order);
  const cancel = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { order { status paymentStatus } userErrors { code } } }`;
  const input = { orderId: id, reason: 'changed my mind', idempotencyKey: newId() };
  const stranger = await souk.register();
  expect((await souk.ask(cancel, { input }, stranger.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  const answer = await souk.ask<{ orderCancel: { order: { status: string } } }, unknown>(cancel, { input }, token);
  expect(answer.data.orderCancel.order.status).toBe('CANCELLED');
  await until(async () => (await availableOf(variant.id)) === before, { what: 'the pieces' });
  const refunds = required(souk.platform.simulator).refunds();
  expect(refunds.map(({ amount }) => amount)).toContain(required(data.orderPlace.order).totals.total.minorUnits);
});
