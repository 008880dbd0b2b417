import { createWorld } from '@souk/demo-world';
import { newId } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { ledgerGaps, reserve, startInventory, stockOf, type TestInventory } from './_inventory-app.js';

const world = createWorld('demo');

let inventory: TestInventory;
let copied = 0;

const copy = (part: Parameters<typeof copySeed>[1]) =>
  copySeed(inventory.databaseUrl, part, (rows) => {
    copied += rows;
  });

const countsOf = async (): Promise<Record<'warehouses' | 'products' | 'variants' | 'stock' | 'movements', number>> => {
  const [row] = await inventory.sql`select
    (select count(*)::integer from warehouses) as warehouses,
    (select count(*)::integer from products) as products,
    (select count(*)::integer from variants) as variants,
    (select count(*)::integer from stock_items) as stock,
    (select count(*)::integer from stock_movements) as movements`;
  return { ...row } as Awaited<ReturnType<typeof countsOf>>;
};

beforeAll(async () => {
  inventory = await startInventory();
  await copy(world);
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

it('copies all of the world that is about stock, and counts it', async () => {
  const { warehouses, products, variants, stock } = world.counts;
  expect(await countsOf()).toEqual({ warehouses, products, variants, stock, movements: stock });
  expect(copied).toBe(warehouses + products + variants + 2 * stock);
  expect(await ledgerGaps(inventory)).toEqual([]);
});

it('can be sold from at once', async () => {
  const stock = [...world.stock()].find(({ onHand, safetyStock }) => onHand > safetyStock);
  const variantId = stock?.variantId ?? '';
  const before = await stockOf(inventory, variantId);
  expect(await reserve(inventory, { lines: { [variantId]: 1 } })).toMatchObject({ kind: 'reserved' });
  expect(await stockOf(inventory, variantId)).toEqual({ ...before, reserved: 1, available: before.available - 1 });
});

it('adds a catalogue to what is there, and leaves the rest as it is', async () => {
  const before = await countsOf();
  const [product] = world.products();
  const [warehouse] = world.warehouses();
  const [variant] = product?.variants ?? [];
  if (!product || !variant || !warehouse) throw new Error('The demo world is empty');
  const added = { ...product, id: newId(), sellerId: newId(), variants: [{ ...variant, id: newId() }] };
  const stock = { warehouseId: warehouse.id, onHand: 7, safetyStock: 2 };
  const part = {
    warehouses: () => [],
    products: () => [product, added],
    stock: () => [
      { ...stock, variantId: variant.id },
      { ...stock, variantId: added.variants[0]?.id ?? '' },
    ],
  };
  await copy(part);
  await copy(part);
  expect(await countsOf()).toEqual({
    ...before,
    products: before.products + 1,
    variants: before.variants + 1,
    stock: before.stock + 1,
    movements: before.movements + 1,
  });
  expect(await ledgerGaps(inventory)).toEqual([]);
  const query = `{ stockItem(variantId: "${added.variants[0]?.id}", warehouseId: "${warehouse.id}") { available } }`;
  const viewer = aMember({ id: added.sellerId, roles: ['SELLER'] });
  expect((await askSubgraph(inventory.url, query, { viewer })).data.stockItem).toEqual({ available: 5 });
});
