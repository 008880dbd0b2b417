import { createWorld, type World } from '@souk/demo-world';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { startCarts, type TestCarts } from './_carts.js';
import { aCart, mutate } from './_operations.js';

const world = createWorld('demo');
let carts: TestCarts;
let reported = 0;
beforeAll(async () => {
  carts = await startCarts();
  await copySeed(carts.databaseUrl, world, (rows) => {
    reported += rows;
  });
});
afterAll(() => carts[Symbol.asyncDispose]());

const count = async (table: string) => (await carts.sql`select count(*)::int as n from ${carts.sql(table)}`)[0]?.n;

it('copies every product, every variant with its prices, its stock and the coupon', async () => {
  expect(await count('catalogue_products')).toBe(world.counts.products);
  expect(await count('catalogue_variants')).toBe(world.counts.variants);
  expect(await count('variant_stock')).toBe(world.counts.variants);
  expect(await count('promotions')).toBe(world.counts.promotions);
  expect(reported).toBe(world.counts.products + world.counts.variants + world.counts.stock + world.counts.promotions);
  const [order] = world.orders();
  const line = order?.lines[0];
  const [variant] =
    await carts.sql`select name, sku, prices from catalogue_variants where id = ${line?.variantId ?? null}`;
  expect(variant).toMatchObject({
    name: line?.name,
    sku: line?.sku,
    prices: { USD: expect.any(Number), KWD: expect.any(Number) },
  });
});

it('gives variants that can be put into a cart with the coupon', async () => {
  const [stocked] = await carts.sql`select variant_id as id from variant_stock where available_quantity > 5`;
  const { id } = await aCart(carts, [{ variantId: stocked?.id, quantity: 1 }]);
  const { cart } = await mutate(carts, 'cartCouponApply', { cartId: id, code: 'WELCOME10' });
  expect(cart).toMatchObject({ couponCodes: ['WELCOME10'], lines: [{ warnings: [] }] });
});

it('adds up a variant’s stock over the warehouses', async () => {
  const ofWarehouses = new Map<string, number>();
  for (const { variantId, onHand, safetyStock } of world.stock()) {
    ofWarehouses.set(variantId, (ofWarehouses.get(variantId) ?? 0) + Math.max(0, onHand - safetyStock));
  }
  const rows = await carts.sql`select variant_id as id, available_quantity as available from variant_stock`;
  expect(new Map(rows.map(({ id, available }) => [id, available]))).toEqual(ofWarehouses);
});

it('leaves what is there as it is, and hears of changes afterwards', async () => {
  const [product] = world.products();
  if (!product) throw new Error('The demo world has products');
  const [variant] = product.variants;
  const renamed = {
    ...world,
    products: () => [{ ...product, name: 'Renamed' }],
    stock: () => [],
    promotions: () => [],
  };
  await copySeed(carts.databaseUrl, renamed satisfies World);
  const name = async () =>
    (await carts.sql`select name from catalogue_variants where id = ${variant?.id ?? null}`)[0]?.name;
  expect(await name()).not.toContain('Renamed');
  await carts.stock({ variantId: variant?.id, version: 1, name: 'Heard of' });
  expect(await name()).toBe('Heard of');
});
