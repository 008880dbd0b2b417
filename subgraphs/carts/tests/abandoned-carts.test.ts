import { subscribersOf } from '@souk/events';
import { createOutbox } from '@souk/subgraph-kit';
import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CartsDatabase, openCartsDatabase } from '../src/data/database.js';
import { tellOfAbandonedCarts } from '../src/use-cases/tell-of-abandoned-carts.js';
import { startCarts, type TestCarts } from './_carts.js';
import { aCart, mutate } from './_operations.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const hoursFromNoon = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

let carts: TestCarts;
let database: CartsDatabase;
let variantId: string;
let now = NOON;
beforeAll(async () => {
  carts = await startCarts({ clock: () => now });
  database = await openCartsDatabase({ url: carts.databaseUrl, poolSize: 2 });
  variantId = await carts.stock();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await carts[Symbol.asyncDispose]();
});

const tell = () => tellOfAbandonedCarts({ database, outbox: createOutbox(subscribersOf), clock: () => now }, 24);
const toldOf = async (cartId: string) =>
  (await carts.told('cart-abandoned')).filter(({ fact }) => (fact.data as { cartId: string }).cartId === cartId);

async function aFilledCart() {
  now = NOON;
  const viewer = aMember();
  return { viewer, cart: await aCart(carts, [{ variantId, quantity: 2 }], { viewer }) };
}

it('tells of a member’s cart that was left alone for a day, once a version, with what is in it', async () => {
  const { viewer, cart } = await aFilledCart();
  now = hoursFromNoon(23.99);
  await tell();
  expect(await toldOf(cart.id)).toEqual([]);
  now = hoursFromNoon(24);
  await tell();
  await tell();
  const [told, ...more] = await toldOf(cart.id);
  expect(more).toEqual([]);
  expect(told?.fact).toMatchObject({
    version: cart.version,
    data: {
      userId: viewer.id,
      currency: 'USD',
      subtotalMinor: 3998,
      lines: [{ variantId, quantity: 2, sku: 'LAMP-1' }],
    },
  });
  await mutate(carts, 'cartLinesAdd', { cartId: cart.id, lines: [{ variantId, quantity: 1 }] }, viewer);
  await tell();
  now = hoursFromNoon(48);
  await tell();
  expect((await toldOf(cart.id)).map(({ fact }) => fact.version)).toEqual([cart.version, cart.version + 1]);
});

it('says nothing of guests, of empty carts, and of what was left more than thirty days ago', async () => {
  const { viewer, cart } = await aFilledCart();
  await mutate(carts, 'cartClear', { cartId: cart.id }, viewer);
  const guest = await aCart(carts, [{ variantId, quantity: 1 }]);
  const { cart: old } = await aFilledCart();
  now = hoursFromNoon(31 * 24);
  await tell();
  now = hoursFromNoon(30);
  await carts.sql`update carts set updated_at = ${hoursFromNoon(-31 * 24)} where id = ${old.id}`;
  await tell();
  for (const { id } of [cart, guest, old]) expect(await toldOf(id)).toEqual([]);
});

it('tells of more than a batch, in processes at the same time, each cart once', async () => {
  now = NOON;
  await carts.sql`with made as (
    insert into carts (id, currency, user_id, updated_at)
    select gen_random_uuid(), 'USD', gen_random_uuid(), ${NOON} from generate_series(1, 250) returning id)
    insert into cart_lines (id, cart_id, variant_id, quantity, remembered_price_minor)
    select gen_random_uuid(), id, ${variantId}, 1, 1999 from made`;
  const before = (await carts.told('cart-abandoned')).length;
  now = hoursFromNoon(25);
  await Promise.all([tell(), tell()]);
  await tell();
  const told = (await carts.told('cart-abandoned')).slice(before);
  const ids = told.map(({ fact }) => (fact.data as { cartId: string }).cartId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(250);
});

it('is looked for by a job', async () => {
  const { cart } = await aFilledCart();
  now = hoursFromNoon(25);
  await carts.sql`select graphile_worker.add_job('tell-of-abandoned-carts')`;
  await until(async () => (await toldOf(cart.id)).length === 1, { what: 'the cart to be told of' });
});
