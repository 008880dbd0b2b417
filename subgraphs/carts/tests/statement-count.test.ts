import { newId } from '@souk/subgraph-kit';
import { aMember } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BERLIN, startCarts, type TestCarts } from './_carts.js';
import { ADMIN, aCart, aPromotion, applyCoupon, mutate, readCart } from './_operations.js';
import { change, SHIPPING_ZONE, TAX_ZONE } from './_tables.js';

let carts: TestCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts[Symbol.asyncDispose]());

async function statementsOf<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; statements: number }> {
  const before = carts.app.statementCount();
  const answer = await work();
  return { answer, statements: carts.app.statementCount() - before };
}

async function aShippedCart(lineCount: number) {
  const variantIds = await carts.stockMany(lineCount);
  const cart = await aCart(
    carts,
    variantIds.map((variantId) => ({ variantId, quantity: 1 })),
  );
  await mutate(carts, 'cartShippingAddressSet', { cartId: cart.id, address: BERLIN });
  return cart;
}

it('reads a whole cart in seven statements, whatever its length', async () => {
  for (const length of [1, 10, 100, 200]) {
    const { id } = await aShippedCart(length);
    const { answer, statements } = await statementsOf(() => readCart(carts, id));
    expect(answer.lines).toHaveLength(length);
    expect(statements).toBe(7);
  }
});

it('reads a member’s whole cart in eight, however many promotions there are, and adds a coupon in as many whatever its length', async () => {
  const viewer = aMember();
  for (let made = 0; made < 5; made += 1) await aPromotion(carts, { code: null, percentOff: 1, isStackable: true });
  const counts: number[] = [];
  for (const length of [1, 200]) {
    const variantIds = await carts.stockMany(length);
    const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
    await mutate(carts, 'cartClear', { cartId: (await aCart(carts, [], { viewer })).id }, viewer);
    const { id } = await aCart(carts, lines, { viewer });
    await mutate(carts, 'cartShippingAddressSet', { cartId: id, address: BERLIN }, viewer);
    const { code } = await aPromotion(carts, { usageLimitPerCustomer: 1, isStackable: true });
    const applied = await statementsOf(() => applyCoupon(carts, id, code, viewer));
    counts.push(applied.statements);
    const { answer, statements } = await statementsOf(() => readCart(carts, id, viewer));
    expect(answer.discounts).toHaveLength(6);
    expect(answer.discounts[0].lines).toHaveLength(length);
    expect(statements).toBe(8);
  }
  expect(new Set(counts).size).toBe(1);
});

it('writes lines in as many statements, whatever their number', async () => {
  const counts: number[] = [];
  for (const length of [1, 10, 100]) {
    const [{ id }, variantIds] = [await aCart(carts), await carts.stockMany(length)];
    const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }));
    const { statements } = await statementsOf(() => mutate(carts, 'cartLinesAdd', { cartId: id, lines }));
    counts.push(statements);
  }
  expect(new Set(counts).size).toBe(1);
});

it('resolves 1, 10 and 100 carts by reference in as many statements, with repeated, malformed and absent ids among them', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Cart { id lines { quantity } totals { total { minorUnits } } } } }`;
  const made = await Promise.all(Array.from({ length: 10 }, () => aShippedCart(2)));
  const counts: number[] = [];
  for (const length of [1, 10, 100]) {
    const ids = Array.from({ length }, (_, index) => made[index % made.length].id);
    const representations = [...ids, 'no-id', newId()].map((id) => ({ __typename: 'Cart', id }));
    const { answer, statements } = await statementsOf(() => carts.ask(query, { representations }));
    expect(answer.data._entities.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual([
      ...ids,
      null,
      null,
    ]);
    counts.push(statements);
  }
  expect(new Set(counts).size).toBe(1);
});

it('asks once for User.cart of 1, 10 and 100 users', async () => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { cart { id } } } }`;
  const viewer = aMember();
  await aCart(carts, [], { viewer });
  for (const length of [1, 10, 100]) {
    const ids = [viewer.id, ...Array.from({ length: length - 1 }, () => newId())];
    const representations = ids.map((id) => ({ __typename: 'User', id }));
    const { statements } = await statementsOf(() => carts.ask(query, { representations }, viewer));
    expect(statements).toBe(1);
  }
});

it('lists 1, 10 and 50 tax zones with all their rates in two statements, and one more for the count', async () => {
  for (const first of [1, 10, 50]) {
    const query = `{ taxZones(first: ${first}) { nodes ${TAX_ZONE} } }`;
    const { answer, statements } = await statementsOf(() => carts.ask(query, {}, ADMIN));
    expect(answer.data.taxZones.nodes).toHaveLength(first);
    expect(statements).toBe(2);
  }
  const counted = `{ taxZones { nodes ${TAX_ZONE} totalCount } }`;
  expect((await statementsOf(() => carts.ask(counted, {}, ADMIN))).statements).toBe(3);
});

it('lists 1, 10 and 30 shipping zones with all that they contain in three statements, and one more for the count', async () => {
  const bands = Array.from({ length: 10 }, (_, index) => ({ upToGrams: index + 1, priceMinorUnits: 10 }));
  const prices = ['USD', 'KWD'].map((currency) => ({ currency, bands, freeFromMinorUnits: 5 }));
  const countries = ['AR', 'BO', 'BR', 'CL', 'CO', 'CR', 'CU', 'DO', 'EC', 'GT'];
  for (let made = 0; made < 30; made += 1) {
    const places = countries.map((country) => ({ country, region: String(made) }));
    const { shippingZone } = await change(carts, 'shippingZoneCreate', { name: `Zone ${made}`, places });
    const tariff = { shippingZoneId: shippingZone.id, name: 'Economy', minDays: 1, maxDays: 2, prices };
    await change(carts, 'shippingServiceSet', { ...tariff, optionId: 'economy' });
    await change(carts, 'shippingServiceSet', { ...tariff, optionId: 'express' });
  }
  for (const first of [1, 10, 30]) {
    const query = `{ shippingZones(first: ${first}) { nodes ${SHIPPING_ZONE} } }`;
    const { answer, statements } = await statementsOf(() => carts.ask(query, {}, ADMIN));
    expect(answer.data.shippingZones.nodes).toHaveLength(first);
    expect(statements).toBe(3);
  }
  const counted = `{ shippingZones { nodes ${SHIPPING_ZONE} totalCount } }`;
  expect((await statementsOf(() => carts.ask(counted, {}, ADMIN))).statements).toBe(4);
});
