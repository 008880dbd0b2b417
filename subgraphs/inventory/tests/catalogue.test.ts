import { productChanged, variantChanged } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInventory, type TestInventory, tell } from './_inventory-app.js';

let inventory: TestInventory;

beforeAll(async () => {
  inventory = await startInventory();
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

it('knows the newest of a variant, whatever the order of the news', async () => {
  const data = {
    variantId: newId(),
    productId: newId(),
    sellerId: newId(),
    sku: 'S',
    name: 'N',
    weightGrams: 1,
    prices: [],
  };
  await tell(inventory, variantChanged, { ...data, sku: 'Old', isActive: true }, 1);
  await tell(inventory, variantChanged, { ...data, isActive: false }, 3);
  expect(await tell(inventory, variantChanged, { ...data, isActive: true }, 2)).toBe(204);
  const [row] = await inventory.sql`select * from variants where id = ${data.variantId}`;
  expect(row).toEqual({
    id: data.variantId,
    product_id: data.productId,
    seller_id: data.sellerId,
    sku: 'S',
    name: 'N',
    is_active: false,
    version: 3,
    stock_version: 0,
    low_stock_threshold: null,
    is_low: false,
  });
});

it('knows the newest of a product, whatever the order of the news', async () => {
  const data = {
    productId: newId(),
    name: 'N',
    description: '',
    brandId: null,
    brandName: null,
    categoryIds: [],
    sellerId: newId(),
    attributes: [],
    createdAt: new Date().toISOString(),
  };
  await tell(inventory, productChanged, { ...data, isActive: false }, 2);
  await tell(inventory, productChanged, { ...data, isActive: true }, 1);
  const [row] = await inventory.sql`select * from products where id = ${data.productId}`;
  expect(row).toEqual({ id: data.productId, is_active: false, version: 2 });
});
