import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Souk, startSouk } from './_souk.js';

let souk: Souk;
let admin: string;

beforeAll(async () => {
  souk = await startSouk({
    overrides: {
      recommendations: {
        RECOMMENDATIONS_TRAIN_INTERVAL_SECONDS: '86400',
        RECOMMENDATIONS_MODEL_POLL_SECONDS: '3600',
      },
    },
  });
  admin = await souk.logIn('ADMIN');
});
afterAll(() => souk?.[Symbol.asyncDispose]());

const PRODUCTS = `query ($first: Int!) { products(first: $first) { nodes {
  id name inStock brand { name } category { name } seller { name } images { url } attributes { key }
  variants { id sku price { amount } availability { inStock availableQuantity } }
  reviews(first: 3) { nodes { rating author { displayName } } }
  similar(first: 3) { reason product { name } } } } }`;
const SEARCH = `query ($first: Int!) { productSearch(input: { first: $first }) { totalCount facets { key values { value count } } nodes {
  id name inStock brand { name } variants { id availability { inStock } } } } }`;
const ORDERS = `query ($first: Int!) { orders(first: $first) { nodes {
  id number buyer { displayName } shipments { carrier } timeline { message } refunds { reason } payment { status }
  lines { name variant { sku product { slug inStock } availability { inStock } } } } } }`;
const USERS = `query ($first: Int!) { users(first: $first) { nodes { id email addresses { city } sessions { id }
  cart { version } recommendations(input: { limit: 3 }) { items { product { name } } } } } }`;
const WAREHOUSES = 'query ($first: Int!) { warehouses(first: $first) { nodes { id code name } } }';
const TAX_ZONES = `query ($first: Int!) { taxZones(first: $first) { totalCount nodes { id country rates { taxClass rateBasisPoints } } } }`;
const SHIPPING_ZONES = `query ($first: Int!) { shippingZones(first: $first) { totalCount nodes { id places { country }
  services { optionId prices { freeFrom { amount } bands { upToGrams price { amount } } } } } } }`;
/** The demo world has few of these. */
const SHORT_LISTS = ['warehouses', 'shippingZones'];

/** A minute's job of a subgraph adds its own statements to a count now and then: the same count twice running has none. */
async function countUndisturbed(work: () => Promise<void>): Promise<Record<string, number>> {
  let before: Record<string, number> = {};
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const count = await souk.countStatements(work);
    if (isDeepStrictEqual(count, before)) return count;
    before = count;
  }
  throw new Error(`No two counts running are the same, the last is ${JSON.stringify(before)}`);
}

interface Listed {
  readonly data: Record<string, { readonly nodes: readonly unknown[] }>;
  readonly errors?: readonly unknown[];
}

describe('SQL statements of each subgraph', () => {
  it.each([
    ['a page of products with everything on it', 'products', PRODUCTS],
    ['a page of search results with facets', 'productSearch', SEARCH],
    ['a page of orders with lines and variants', 'orders', ORDERS],
    ['a page of accounts with carts and orders', 'users', USERS],
    ['a page of warehouses', 'warehouses', WAREHOUSES],
    ['a page of tax zones with their rates', 'taxZones', TAX_ZONES],
    ['a page of shipping zones with places, services and prices', 'shippingZones', SHIPPING_ZONES],
  ])('for %s are the same for 1, 10 and 100 items', async (_what, field, query) => {
    const ask = async (first: number) => (await souk.ask(query, { first }, admin)) as unknown as Listed;
    await ask(1); // the plan and the prepared statements
    const counts: Record<string, number>[] = [];
    const sizes: number[] = [];
    for (const first of [1, 10, 100]) {
      let answer: Listed | undefined;
      counts.push(
        await countUndisturbed(async () => {
          answer = await ask(first);
        }),
      );
      expect(answer?.errors).toBeUndefined();
      sizes.push(answer?.data[field]?.nodes.length ?? 0);
    }
    expect(sizes[0]).toBe(1);
    if (!SHORT_LISTS.includes(field)) expect(sizes).toEqual([1, 10, expect.toSatisfy((size: number) => size >= 50)]);
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[2]).toEqual(counts[0]);
    expect(Object.values(counts[0] ?? {}).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });
});
