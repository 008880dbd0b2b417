import { afterAll, beforeAll, expect, it } from 'vitest';
import { aVariant, type Souk, startSouk } from './_souk.js';

let souk: Souk;

beforeAll(async () => {
  souk = await startSouk();
});
afterAll(() => souk?.[Symbol.asyncDispose]());

const PAGE = `query ($slug: String!) { product(slug: $slug) { name inStock similar(first: 2) { product { name } }
  variants { sku price { amount } availability { inStock } } reviews(first: 1) { nodes { rating author { displayName } } } } }`;

it('a subgraph that is down costs its own fields, names their paths and holds nothing up', async () => {
  const { product } = aVariant();
  const whole = await souk.ask<{ product: Record<string, unknown> }, unknown>(PAGE, { slug: product.slug });
  expect(whole.errors).toBeUndefined();

  await souk.platform.subgraphs.inventory[Symbol.asyncDispose]();
  const startedAt = performance.now();
  const { status, data, errors } = await souk.ask<{ product: Record<string, unknown> }, unknown>(PAGE, {
    slug: product.slug,
  });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(status).toBe(200);
  const { variants, ...rest } = whole.data.product as { variants: Record<string, unknown>[] };
  expect(data.product).toEqual({
    ...rest,
    inStock: null,
    variants: variants.map((variant) => ({ ...variant, availability: null })),
  });
  for (const { extensions, path } of errors ?? []) {
    expect(extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002', requestId: expect.any(String) });
    expect(['inStock', 'availability']).toContain(path?.at(-1));
  }
  expect(errors?.map(({ path }) => path?.join('.'))).toEqual(
    expect.arrayContaining(['product.inStock', 'product.variants.0.availability']),
  );
  expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|\bat \//);

  // a sale cannot be made without it, and says so at once; nothing is charged
  const { variant } = aVariant();
  const cart = await souk.cartOf([{ variantId: variant.id, quantity: 1 }]);
  const order = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version });
  expect(order.errors?.[0]?.extensions).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(souk.platform.simulator?.paymentIntents()).toEqual([]);
});

it('a sale goes on while products is down', async () => {
  await using other = await startSouk();
  const { variant } = aVariant();
  await other.platform.subgraphs.products[Symbol.asyncDispose]();
  const cart = await other.cartOf([{ variantId: variant.id, quantity: 1 }]);
  const { data } = await other.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version });
  expect(data.orderPlace.order?.paymentStatus).toBe('PAID');
});
