import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { fetchExchange, Client as UrqlClient } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type SlowShop, startSlowShop } from './fixtures/start-slow-shop.js';

const QUERY =
  '{ product(id: "p1") { __typename id name ...Stock @defer } } fragment Stock on Product { stock place { id aisle } }';
const NAMED = { id: 'p1', name: 'Lamp' };
const STOCKED = { ...NAMED, stock: 100, place: { id: 'aisle of p1', aisle: 'aisle of p1' } };

let shop: SlowShop;
beforeAll(async () => {
  shop = await startSlowShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => shop.holdStock());

/** The products that a client's watcher sees, the last of them when stock has been answered. */
interface Watched {
  readonly products: unknown[];
  stop(): void;
}

function watchByApollo(handler: Defer20220824Handler | GraphQL17Alpha9Handler): Watched {
  const client = new ApolloClient({
    link: new HttpLink({ uri: shop.url }),
    cache: new InMemoryCache(),
    incrementalHandler: handler,
  });
  const products: unknown[] = [];
  const watched = client.watchQuery<any>({ query: gql(QUERY) }).subscribe(({ data, error }) => {
    if (error) throw error;
    if (data?.product) products.push(data.product);
  });
  return {
    products,
    stop() {
      watched.unsubscribe();
      client.stop();
    },
  };
}

function watchByUrql(): Watched {
  const client = new UrqlClient({ url: shop.url, exchanges: [fetchExchange], preferGetMethod: false });
  const products: unknown[] = [];
  const { unsubscribe } = client.query(QUERY, {}).subscribe(({ data, error }) => {
    if (error) throw error;
    products.push(data.product);
  });
  return { products, stop: unsubscribe };
}

describe.each<[string, () => Watched]>([
  ['Apollo Client, Defer20220824Handler', () => watchByApollo(new Defer20220824Handler())],
  ['Apollo Client, GraphQL17Alpha9Handler', () => watchByApollo(new GraphQL17Alpha9Handler())],
  ['urql', watchByUrql],
])('%s', (_, watch) => {
  it('shows the first part before the rest is there, and then the whole', async () => {
    const { products, stop } = watch();
    await expect.poll(() => products).toHaveLength(1);
    expect(products[0]).toMatchObject(NAMED);
    expect(products[0]).not.toHaveProperty('stock');
    await expect.poll(() => shop.heldCount).toBe(1);
    shop.answerStock();
    await expect.poll(() => products.at(-1)).toMatchObject(STOCKED);
    stop();
  });
});

describe.each([
  ['graphql-ws', () => createWsClient({ url: shop.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 })],
  ['graphql-sse', () => createSseClient({ url: shop.url, retryAttempts: 0 })],
])('%s', (_, open) => {
  it('gets one whole answer', async () => {
    shop.answerStock();
    const client = open();
    const answers: any[] = [];
    for await (const answer of client.iterate({ query: QUERY })) answers.push(answer);
    expect(answers).toEqual([{ data: { product: { __typename: 'Product', ...STOCKED } } }]);
    await client.dispose();
  });
});
