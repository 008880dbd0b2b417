import { createWorld } from '@souk/demo-world';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { startProducts, type TestProducts } from './_products.js';

let products: TestProducts;
let ids: string[];
let sellerId: string;

beforeAll(async () => {
  // a connection of its own asks PostgreSQL for its types first, which would be counted
  products = await startProducts({ DATABASE_POOL_SIZE: '1' });
  const small = createWorld('small');
  const some = [...take(small.products(), 100)];
  ids = some.map(({ id }) => id);
  sellerId = some[0]!.sellerId;
  const reviews = [...take(small.reviews(), 1_000)].filter(({ productId }) => ids.includes(productId));
  const none = () => [];
  await copySeed(
    products.databaseUrl,
    { ...small, products: () => some, reviews: () => reviews, orders: none, stock: none },
    () => {},
  );
  await products.ask('{ products { totalCount } }');
});

afterAll(() => products?.[Symbol.asyncDispose]());

const PRODUCT = `id name brand { name } category { name path { name } children { name } } images { url } options { name values }
  priceRange { min { amount } } variants { sku price { amount } compareAtPrice { amount } image { url } product { name } }
  reviews(first: 2) { totalCount nodes { rating author { id } } } seller { id }`;

it.each<[string, string, (first: number) => Record<string, unknown>]>([
  [
    'a list',
    `query ($first: Int) { products(first: $first) { nodes { ${PRODUCT} } totalCount } }`,
    (first) => ({ first }),
  ],
  [
    'a search',
    `query ($first: Int) { productSearch(input: { query: "the blue and red", first: $first }) { nodes { ${PRODUCT} } totalCount facets { key } } }`,
    (first) => ({ first }),
  ],
  [
    'references',
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { ${PRODUCT} } } }`,
    (count) => ({ representations: ids.slice(0, count).map((id) => ({ __typename: 'Product', id })) }),
  ],
  [
    'sellers',
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Seller { products(first: 3) { totalCount nodes { name } } } } }`,
    (count) => ({ representations: Array.from({ length: count }, () => ({ __typename: 'Seller', id: sellerId })) }),
  ],
])('%s takes as many statements for 1, 10 and 100', async (_, query, variables) => {
  const [one, ten, hundred] = [
    await products.statementsOf(query, variables(1)),
    await products.statementsOf(query, variables(10)),
    await products.statementsOf(query, variables(100)),
  ];
  expect([ten, hundred]).toEqual([one, one]);
});

it('counts a list only when the count is asked for', async () => {
  const without = await products.statementsOf('{ products { nodes { id } } }');
  expect(await products.statementsOf('{ products { nodes { id } totalCount } }')).toBe(without + 1);
});

function* take<Item>(items: Iterable<Item>, count: number): Generator<Item> {
  let taken = 0;
  for (const item of items) {
    if (taken === count) return;
    taken += 1;
    yield item;
  }
}
