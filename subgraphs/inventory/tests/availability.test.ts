import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, askSubgraph } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, aVariant, aWarehouse, startInventory, type TestInventory } from './_inventory-app.js';

let inventory: TestInventory;
let first: string;
let second: string;

beforeAll(async () => {
  inventory = await startInventory();
  second = await aWarehouse(inventory, { priority: 2 });
  first = await aWarehouse(inventory, { priority: 1 });
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const ENTITIES = `query ($keys: [_Any!]!) { _entities(representations: $keys) {
  ... on ProductVariant { id availability { inStock availableQuantity warehouses { available warehouse { id } } } }
  ... on Product { id inStock }
} }`;

async function entities(typename: string, ids: readonly string[], viewer: Viewer = GUEST) {
  const variables = { keys: ids.map((id) => ({ __typename: typename, id })) };
  const { data, errors } = await askSubgraph(inventory.url, ENTITIES, { variables, viewer });
  expect(errors).toBeUndefined();
  return data._entities;
}

const availabilityOf = async (id: string, viewer: Viewer = GUEST) =>
  (await entities('ProductVariant', [id], viewer))[0].availability;

describe('ProductVariant.availability', () => {
  it('tells a guest whether there is some, and how many only when few are left', async () => {
    const many = await aVariant(inventory, { stock: { [first]: 6, [second]: 5 } });
    const few = await aVariant(inventory, { stock: { [first]: 6, [second]: 4 } });
    const none = await aVariant(inventory);
    expect(await availabilityOf(many)).toEqual({ inStock: true, availableQuantity: null, warehouses: null });
    expect(await availabilityOf(few)).toEqual({ inStock: true, availableQuantity: 10, warehouses: null });
    expect(await availabilityOf(none)).toEqual({ inStock: false, availableQuantity: 0, warehouses: null });
  });

  it('tells members no more than guests, and staff everything', async () => {
    const id = await aVariant(inventory, { stock: { [first]: 60, [second]: 5 }, safetyStock: 2 });
    expect(await availabilityOf(id, aMember())).toMatchObject({ availableQuantity: null, warehouses: null });
    for (const viewer of [ADMIN, aMember({ roles: ['MEMBER', 'SELLER'] })]) {
      expect(await availabilityOf(id, viewer)).toEqual({
        inStock: true,
        availableQuantity: 61,
        warehouses: [
          { available: 58, warehouse: { id: first } },
          { available: 3, warehouse: { id: second } },
        ],
      });
    }
  });

  it('does not let one warehouse’s safety stock eat another’s pieces', async () => {
    const id = await aVariant(inventory, { stock: { [first]: 1, [second]: 5 }, safetyStock: 3 });
    expect(await availabilityOf(id)).toMatchObject({ availableQuantity: 2 });
  });

  it('is null for what is not known or can’t be an id, and the same for a repeated key', async () => {
    const id = await aVariant(inventory, { stock: { [first]: 1 } });
    const answers = await entities('ProductVariant', [id, newId(), 'no-id', id]);
    expect(answers.map((answer: any) => answer.availability?.inStock)).toEqual([true, undefined, undefined, true]);
  });
});

describe('Product.inStock', () => {
  it('needs an active variant with pieces, of an active product', async () => {
    const [sold, archivedVariant, inStock, archived] = [newId(), newId(), newId(), newId()];
    await aVariant(inventory, { productId: sold });
    await aVariant(inventory, { productId: archivedVariant, stock: { [first]: 5 }, isActive: false });
    await aVariant(inventory, { productId: inStock });
    await aVariant(inventory, { productId: inStock, stock: { [second]: 1 } });
    await aVariant(inventory, { productId: archived, stock: { [first]: 5 } });
    await inventory.sql`update products set is_active = false where id = ${archived}`;
    const answers = await entities('Product', [sold, archivedVariant, inStock, archived, newId(), 'no-id']);
    expect(answers.map((answer: any) => answer.inStock)).toEqual([false, false, true, false, null, null]);
  });
});

describe('SQL statements', () => {
  const statementsFor = async (ask: () => Promise<unknown>) => {
    const before = inventory.app.statementCount();
    await ask();
    return inventory.app.statementCount() - before;
  };

  it('are as many for 1, 10 and 100 variants and products', async () => {
    const products = Array.from({ length: 100 }, () => newId());
    const variants = await Promise.all(
      products.map((productId) => aVariant(inventory, { productId, stock: { [first]: 1, [second]: 2 } })),
    );
    const counts = [];
    for (const size of [1, 10, 100]) {
      counts.push([
        await statementsFor(() => entities('ProductVariant', variants.slice(0, size), ADMIN)),
        await statementsFor(() => entities('Product', products.slice(0, size))),
      ]);
    }
    expect(counts).toEqual([
      [2, 1],
      [2, 1],
      [2, 1],
    ]);
  });
});
