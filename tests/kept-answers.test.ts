import { afterAll, beforeAll, expect, it } from 'vitest';
import { aVariant, required, type Souk, startSouk } from './_souk.js';

const PAGE = `query ($id: ID!) {
  productVariant(id: $id) {
    name price { amount } product { name category { name } }
    availability { inStock availableQuantity }
  }
}`;

interface Page {
  readonly productVariant: {
    readonly name: string;
    readonly availability: { readonly inStock: boolean; readonly availableQuantity: number };
  };
}

let souk: Souk;

beforeAll(async () => {
  souk = await startSouk({ overrides: { router: { ROUTER_CACHING: 'entities-and-responses' } } });
});
afterAll(() => souk?.[Symbol.asyncDispose]());

it('shows the stock that a purchase has left, while the router keeps what the product says', async () => {
  const { variant, available } = aVariant({ pieces: 2, atMost: 8 });
  const page = async () => (await souk.ask<Page, unknown>(PAGE, { id: variant.id })).data.productVariant;
  const before = await page();
  expect(before.availability).toEqual({ inStock: true, availableQuantity: available });

  const asked = await souk.countStatements(async () => expect(await page()).toEqual(before));
  expect(asked).toMatchObject({ products: 0, inventory: expect.any(Number) });
  expect(asked.inventory).toBeGreaterThan(0);

  for (const quantity of [1, available - 1]) {
    const cart = await souk.cartOf([{ variantId: variant.id, quantity }]);
    const { data } = await souk.placeOrder({ cartId: cart.id, expectedCartVersion: cart.version });
    expect(required(data.orderPlace.order).id).toBeDefined();
    const left = quantity === 1 ? available - 1 : 0;
    const { availability, ...product } = await page();
    expect(availability).toEqual({ inStock: left > 0, availableQuantity: left });
    expect({ ...product, availability: before.availability }).toEqual(before);
  }
});
