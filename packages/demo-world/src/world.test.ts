import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { World, WorldCounts, WorldScale } from './types.js';
import { createWorld } from './world.js';

const TABLES = [
  'users',
  'sellers',
  'categories',
  'brands',
  'products',
  'reviews',
  'warehouses',
  'stock',
  'orders',
  'interactions',
  'promotions',
] as const satisfies readonly (keyof World & keyof WorldCounts)[];

describe.each<WorldScale>(['demo', 'small', 'medium', 'large'])('a %s world', (scale) => {
  const [world, again] = [createWorld(scale), createWorld(scale)];

  it.each(TABLES)('yields the same %s in every run and on every call', (table) => {
    const first = fingerprint(world[table]());
    expect(fingerprint(world[table]())).toBe(first);
    expect(fingerprint(again[table]())).toBe(first);
  });
});

describe.each<WorldScale>(['demo', 'small'])('a whole %s world', (scale) => {
  const world = createWorld(scale);
  const rows = read(world);

  it.each(TABLES)('has as many %s as it says', (table) => {
    expect(rows[table].length).toBe(world.counts[table]);
  });

  it('has as many variants and order lines as it says', () => {
    expect(variantsOf(rows).length).toBe(world.counts.variants);
    expect(linesOf(rows).length).toBe(world.counts.orderLines);
  });

  it('names only rows that exist', () => {
    const known = knownIds(rows);
    for (const [kind, ids] of Object.entries(namedIds(rows))) {
      const missing = [...ids].filter((id) => !known[kind as keyof typeof known].has(id));
      expect({ kind, missing }).toEqual({ kind, missing: [] });
      expect(ids.size).toBeGreaterThan(0);
    }
  });

  it('uses no id, slug, sku, email or order number twice', () => {
    for (const values of uniqueValues(rows)) {
      expect(values.length).toBeGreaterThan(0);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('tells no future and nothing before its people and products were there', () => {
    const joined = new Map(rows.users.map((user) => [user.id, user.createdAt]));
    const listed = new Map(rows.products.map((product) => [product.id, product.createdAt]));
    const isWrong = (userId: string, productId: string, at: Date) =>
      at > world.now || at < joined.get(userId)! || at < listed.get(productId)!;
    expect(rows.interactions.filter(({ userId, productId, at }) => isWrong(userId, productId, at))).toEqual([]);
    expect(rows.reviews.filter(({ userId, productId, createdAt }) => isWrong(userId, productId, createdAt))).toEqual(
      [],
    );
  });
});

describe('the given now', () => {
  const now = new Date('2031-03-04T05:06:07Z');

  it('moves every date and no id', () => {
    const [early, late] = [createWorld('demo'), createWorld('demo', { now })];
    const shiftMs = now.getTime() - early.now.getTime();
    const [earlyOrders, lateOrders] = [[...early.orders()], [...late.orders()]];
    expect(lateOrders.map(({ id }) => id)).toEqual(earlyOrders.map(({ id }) => id));
    expect(lateOrders.map(({ createdAt }) => createdAt.getTime() - shiftMs)).toEqual(
      earlyOrders.map(({ createdAt }) => createdAt.getTime()),
    );
    expect([...late.products()].map(({ id }) => id)).toEqual([...early.products()].map(({ id }) => id));
  });
});

describe('a large world', () => {
  it('has the promised size before a row is made', () => {
    const { products, variants, orders, users } = createWorld('large').counts;
    expect({ products, variants, orders, users }).toEqual({
      products: 100_000,
      variants: 500_000,
      orders: 1_000_000,
      users: 200_000,
    });
  });

  it.each(['users', 'products', 'reviews', 'stock', 'orders', 'interactions'] as const)(
    'keeps none of the %s that were read',
    async (table) => {
      const rows: Iterator<object> = createWorld('large')[table]()[Symbol.iterator]();
      const read = readWeakly(rows, 500);
      // A WeakRef holds on to its target until the end of the task that made it.
      await new Promise(setImmediate);
      collectGarbage();
      expect(read.filter((row) => row.deref() !== undefined).length).toBeLessThanOrEqual(1);
      expect(rows.next().done).toBe(false);
    },
  );
});

/** Of the first hundred rows. */
function fingerprint(rows: Iterable<unknown>): string {
  const hash = createHash('sha256');
  let seen = 0;
  for (const row of rows) {
    hash.update(JSON.stringify(row));
    seen += 1;
    if (seen === 100) break;
  }
  expect(seen).toBeGreaterThan(0);
  return hash.digest('hex');
}

type Rows = ReturnType<typeof read>;

function read(world: World) {
  return {
    users: [...world.users()],
    sellers: [...world.sellers()],
    categories: [...world.categories()],
    brands: [...world.brands()],
    products: [...world.products()],
    reviews: [...world.reviews()],
    warehouses: [...world.warehouses()],
    stock: [...world.stock()],
    orders: [...world.orders()],
    interactions: [...world.interactions()],
    promotions: [...world.promotions()],
  };
}

function variantsOf({ products }: Rows) {
  return products.flatMap(({ variants }) => variants);
}

function linesOf({ orders }: Rows) {
  return orders.flatMap(({ lines }) => lines);
}

function knownIds(rows: Rows) {
  const ids = (named: readonly { id: string }[]) => new Set(named.map(({ id }) => id));
  return {
    users: ids(rows.users),
    sellers: ids(rows.sellers),
    categories: ids(rows.categories),
    brands: ids(rows.brands),
    products: ids(rows.products),
    variants: ids(variantsOf(rows)),
    images: ids(rows.products.flatMap(({ images }) => images)),
    warehouses: ids(rows.warehouses),
  };
}

function namedIds(rows: Rows): Record<keyof ReturnType<typeof knownIds>, Set<string>> {
  const [lines, variants] = [linesOf(rows), variantsOf(rows)];
  const { sellers, orders, reviews, interactions, products, categories, stock } = rows;
  const named = (...ids: (string | null)[][]) => new Set(ids.flat().filter((id) => id !== null));
  const acts = [...reviews, ...interactions];
  return {
    users: named(
      sellers.map(({ id }) => id),
      [...orders, ...acts].map(({ userId }) => userId),
    ),
    sellers: named(products.map(({ sellerId }) => sellerId)),
    categories: named(
      products.map(({ categoryId }) => categoryId),
      categories.map(({ parentId }) => parentId),
    ),
    brands: named(products.map(({ brandId }) => brandId)),
    products: named([...variants, ...lines, ...acts].map(({ productId }) => productId)),
    variants: named([...stock, ...lines, ...interactions].map(({ variantId }) => variantId)),
    images: named(variants.map(({ imageId }) => imageId)),
    warehouses: named(stock.map(({ warehouseId }) => warehouseId)),
  };
}

function uniqueValues(rows: Rows): string[][] {
  const { users, categories, brands, products, orders, reviews, sellers, stock } = rows;
  const addresses = users.flatMap((user) => user.addresses);
  const entities = [
    users,
    categories,
    brands,
    products,
    variantsOf(rows),
    orders,
    linesOf(rows),
    reviews,
    addresses,
  ].flat();
  return [
    entities.map(({ id }) => id),
    users.map(({ email }) => email),
    products.map(({ slug }) => slug),
    categories.map(({ slug }) => slug),
    brands.map(({ slug }) => slug),
    sellers.map(({ slug }) => slug),
    variantsOf(rows).map(({ sku }) => sku),
    orders.map(({ number }) => number),
    stock.map(({ variantId, warehouseId }) => `${variantId} ${warehouseId}`),
  ];
}

function readWeakly(rows: Iterator<object>, count: number): WeakRef<object>[] {
  return Array.from({ length: count }, () => new WeakRef<object>(rows.next().value));
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}
