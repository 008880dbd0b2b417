import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aCart } from './_peers.js';
import { openShop, PLACE, placeInput, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());

describe('one idempotency key', () => {
  it('makes one order of many calls at once', async () => {
    const cart = aCart();
    shop.peers.carts.set(cart.cartId, cart);
    const [viewer, variables] = [aMember(), { input: placeInput(cart) }];
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.ask(PLACE, { variables, viewer })));
    const orders = answers.map(({ data }) => data.orderPlace.order);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(orders.map(({ status }) => status)).toEqual(Array(6).fill('CONFIRMED'));
    const intents = shop.stripe.simulator.paymentIntents();
    expect(intents.filter(({ metadata }) => metadata.orderId === orders[0].id)).toHaveLength(1);
    expect(shop.stripe.simulator.charges()).toHaveLength(1);
  });

  it('is refused with another input, and is free for another person', async () => {
    const [cart, viewer] = [aCart(), aMember()];
    shop.peers.carts.set(cart.cartId, cart);
    const input = placeInput(cart);
    await shop.ask(PLACE, { variables: { input }, viewer });
    const other = await shop.ask(PLACE, { variables: { input: { ...input, email: 'eve@example.com' } }, viewer });
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', ref: 'IDEM_001' });
    const elsewhere = aCart();
    shop.peers.carts.set(elsewhere.cartId, elsewhere);
    const theirs = { input: placeInput(elsewhere, { idempotencyKey: input.idempotencyKey }) };
    expect((await shop.ask(PLACE, { variables: theirs, viewer: aMember() })).data.orderPlace.order.status).toBe(
      'CONFIRMED',
    );
  });
});

describe('a call that is overtaken', () => {
  afterEach(() => {
    shop.peers.hold = Promise.resolve();
  });

  it('answers nothing: the key has the answer of who took it over', async () => {
    const cart = aCart();
    const variables = { input: placeInput(cart) };
    const order = () => shop.ask(PLACE, { variables });
    const [first, goOnFirst] = await heldUp(order);
    await shop.database
      .sql`update placements set leased_until = now() - interval '1 second' where leased_until > now()`;
    const [second, goOnSecond] = await heldUp(order);
    goOnFirst(); // there is no such cart
    expect((await first).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_IN_PROGRESS');
    shop.peers.carts.set(cart.cartId, cart);
    goOnSecond();
    const placed = (await second).data.orderPlace.order;
    expect(placed.status).toBe('CONFIRMED');
    expect((await order()).data.orderPlace.order.id).toBe(placed.id);
  });

  /** @returns the answer to a call that waits for carts, and what lets it go on */
  async function heldUp<Answer>(call: () => Promise<Answer>): Promise<[Promise<Answer>, () => void]> {
    const before = shop.peers.asked.length;
    let goOn: () => void = () => {};
    shop.peers.hold = new Promise((resolve) => {
      goOn = resolve;
    });
    const answer = call();
    await until(() => shop.peers.asked.length > before, { what: 'the call to carts' });
    return [answer, goOn];
  }
});
