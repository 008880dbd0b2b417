import { newId, ROUTER_CONTEXT_HEADER } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCarts, type TestCarts } from './_carts.js';
import { aCart, mutate, mutationText, readCart } from './_operations.js';

const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Cart { id currency } ... on User { id cart { id } } } }`;

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

const entity = (representation: object, viewer?: ReturnType<typeof aMember>) =>
  carts.ask(ENTITY, { representations: [representation] }, viewer);

describe('a guest’s cart', () => {
  it('has an id that can’t be guessed, and is open to whoever has it', async () => {
    const { id } = await aCart(carts);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
    expect(await readCart(carts, id)).toMatchObject({ id, buyer: null });
    expect(await readCart(carts, id.toUpperCase(), aMember())).toMatchObject({ id });
  });

  it('is null when there is none, whatever was asked for', async () => {
    for (const id of [newId(), 'no-id', '', '0'.repeat(5_000)]) expect(await readCart(carts, id)).toBeNull();
  });
});

describe('a member’s cart', () => {
  it('is the one he has', async () => {
    const viewer = aMember();
    const variantId = await carts.stock();
    const first = await aCart(carts, [{ variantId, quantity: 1 }], { viewer });
    const second = await aCart(carts, [{ variantId, quantity: 2 }], { viewer });
    expect(second).toMatchObject({ id: first.id, buyer: { id: viewer.id }, lines: [{ quantity: 3 }] });
  });

  it('is one, when several are made at once', async () => {
    const viewer = aMember();
    const made = await Promise.all(Array.from({ length: 6 }, () => aCart(carts, [], { viewer })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  it('changes its currency only while it is empty', async () => {
    const viewer = aMember();
    await aCart(carts, [], { viewer });
    const variantId = await carts.stock();
    expect(await aCart(carts, [{ variantId, quantity: 1 }], { viewer, currency: 'EUR' })).toMatchObject({
      currency: 'EUR',
    });
    const { cart, userErrors } = await mutate(carts, 'cartCreate', { currency: 'JPY' }, viewer);
    expect(userErrors).toMatchObject([{ __typename: 'CartCurrencyError', code: 'CART_CURRENCY_DIFFERS' }]);
    expect(cart).toMatchObject({ currency: 'EUR', lines: [{ quantity: 1 }] });
  });

  it('looks absent to everybody else', async () => {
    const owner = aMember();
    const { id } = await aCart(carts, [], { viewer: owner });
    for (const viewer of [undefined, aMember(), aMember({ roles: ['ADMIN'] })]) {
      expect(await readCart(carts, id, viewer)).toBeNull();
      const { errors } = await carts.ask(mutationText('cartClear'), { input: { cartId: id } }, viewer);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', ref: 'RES_001' });
      expect((await entity({ __typename: 'Cart', id }, viewer)).data._entities).toEqual([null]);
    }
    expect((await entity({ __typename: 'Cart', id }, owner)).data._entities).toEqual([{ id, currency: 'USD' }]);
  });

  it('is User.cart, for the member alone', async () => {
    const viewer = aMember();
    const representation = { __typename: 'User', id: viewer.id };
    expect((await entity(representation, viewer)).data._entities).toEqual([{ id: viewer.id, cart: null }]);
    const { id } = await aCart(carts, [], { viewer });
    expect((await entity(representation, viewer)).data._entities).toEqual([{ id: viewer.id, cart: { id } }]);
    expect((await entity(representation, aMember())).data._entities).toEqual([{ id: viewer.id, cart: null }]);
    expect((await entity(representation)).data._entities).toEqual([{ id: viewer.id, cart: null }]);
  });
});

describe('an idempotency key', () => {
  it('gives the same cart for the same input, and refuses another', async () => {
    const variantId = await carts.stock();
    const input = { currency: 'USD', lines: [{ variantId, quantity: 1 }], idempotencyKey: newId() };
    const first = await mutate(carts, 'cartCreate', input);
    const again = await mutate(carts, 'cartCreate', input);
    expect(again.cart).toMatchObject({ id: first.cart.id, version: first.cart.version, lines: [{ quantity: 1 }] });
    const other = await carts.ask(mutationText('cartCreate'), { input: { ...input, currency: 'EUR' } });
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', ref: 'IDEM_001' });
    const member = await mutate(carts, 'cartCreate', input, aMember());
    expect(member.cart.id).not.toBe(first.cart.id);
  });
});

describe('the service', () => {
  it('answers no GraphQL without the router’s context', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'content-type': 'application/json', [ROUTER_CONTEXT_HEADER]: 'forged' };
    expect((await fetch(`${carts.app.url}/graphql`, { method: 'POST', headers, body })).status).toBe(401);
  });

  it('says that it is ready', async () => {
    const response = await fetch(`${carts.app.url}/health/ready`);
    expect(await response.json()).toMatchObject({ status: 'ready', dependencies: { database: { status: 'up' } } });
  });
});
