import { GUEST, newId, ROUTER_CONTEXT_HEADER, signRouterContext } from '@souk/subgraph-kit';
import { TEST_KEYS } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProducts, type TestProducts } from './_products.js';

let products: TestProducts;
const ids = { p: '', v: '', c: '' };

beforeAll(async () => {
  products = await startProducts();
  ids.c = await products.category('Lamps');
  const { id, variants } = await products.product({ categoryId: ids.c });
  ids.p = id;
  ids.v = variants[0]?.id ?? '';
});
afterAll(() => products?.[Symbol.asyncDispose]());

/** What the answer says of how long it may be kept. */
async function cacheControlOf(selection: string): Promise<string | null> {
  const query = `query ($p: ID!, $v: ID!, $c: ID!) { a: category(id: $c) { id } b: product(id: $p) { id } c: productVariant(id: $v) { id } ${selection} }`;
  const context = await signRouterContext(
    { viewer: GUEST, requestId: newId(), client: {} },
    TEST_KEYS.ROUTER_SIGNING_KEY,
  );
  const response = await fetch(`${products.app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ROUTER_CONTEXT_HEADER]: context },
    body: JSON.stringify({ query, variables: ids }),
  });
  return response.headers.get('cache-control');
}

const entities = (type: string, id: string, selection: string) =>
  `_entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} { ${selection} } }`;

it.each([
  ['what a product says', 'product(id: $p) { name rating attributes { label } options { values } images { url } }', 60],
  ['who sells it', 'product(id: $p) { brand { name } category { name path { name } } seller { id } }', 60],
  ['its variants', 'product(id: $p) { variants { sku options { value } image { url } product { name } } }', 60],
  ['prices', 'product(id: $p) { priceRange { min { amount } } variants { price { amount } } }', 10],
  ['a list', 'products(first: 1) { edges { cursor node { name } } nodes { name } pageInfo { hasNextPage } }', 10],
])('lets be kept %s', async (_, selection, seconds) => {
  expect(await cacheControlOf(selection)).toBe(`max-age=${seconds}, public`);
});

it('lets be kept what routers ask of an entity', async () => {
  expect(await cacheControlOf(entities('Product', ids.p, 'name category { name }'))).toBe('max-age=60, public');
  expect(await cacheControlOf(entities('ProductVariant', ids.v, 'price { amount }'))).toBe('max-age=10, public');
});

it.each([
  ['reviews, which their writers look for at once', 'product(id: $p) { reviews { nodes { id } } }'],
  ['what failed', 'product { name }'],
])('lets nobody keep %s', async (_, selection) => {
  expect(await cacheControlOf(selection)).toBe('no-store');
});
