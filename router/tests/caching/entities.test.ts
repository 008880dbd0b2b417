import { setTimeout as tick } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRouter } from '../../src/index.js';
import { startFederation, type TestFederation } from '../fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from '../fixtures/start-issuer.js';
import { type StockedShop, stockedShop } from '../fixtures/stocked-shop.js';

const KEY = 'an invalidation key of some length';
const STOCKED = '{ products { id name stock } }';
const SHELF = '{ shelf { id name } }';
const ALL = ['catalogue', 'inventory'].map((subgraph) => ({ kind: 'subgraph', subgraph }));

let shop: StockedShop;
let issuer: TestIssuer;
let federation: TestFederation;

beforeAll(async () => {
  shop = stockedShop();
  issuer = await startIssuer();
  federation = await startFederation(shop.definitions, {
    caching: { mode: 'entities', invalidationKey: KEY },
    signingKey: 'a signing key of at least 32 characters',
    authentication: { jwksUrl: issuer.jwksUrl },
    headers: {
      toSubgraphs: [{ propagate: 'accept-language' }],
      toClient: [{ propagate: 'x-served-by' }],
    },
  });
});
afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await invalidate(ALL);
  shop.reset();
  for (const { requests } of Object.values(federation.subgraphs)) requests.length = 0;
});

function invalidate(body: unknown, headers: Record<string, string> = { authorization: KEY }) {
  return fetch(new URL('/invalidation', federation.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
async function forget(body: unknown): Promise<number> {
  const { count }: any = await (await invalidate([body])).json();
  return count;
}
const asked = (subgraph: string) => federation.subgraphs[subgraph]?.requests.length;
const names = async (query = SHELF) => (await federation.ask(query)).body.data.shelf.map(({ name }: any) => name);
const metric = async (line: string) => {
  const text = await (await fetch(new URL('/metrics', federation.url))).text();
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? 0,
  );
};

describe('what a subgraph lets the router keep', () => {
  it('is not asked for again, and a purchase never shows stale stock from it', async () => {
    const first = await federation.ask(STOCKED);
    expect(first.body.data.products[0]).toEqual({ id: 'p1', name: 'Product p1', stock: 5 });
    const bought = await federation.ask('mutation { buy(id: "p1") { id name stock } }');
    expect(bought.body.data.buy).toEqual({ id: 'p1', name: 'Product p1', stock: 4 });
    const askedBefore = asked('catalogue');
    const { body } = await federation.ask(STOCKED);
    expect(body.data.products.map(({ stock }: any) => stock)).toEqual([4, 5, 5]);
    expect(asked('catalogue')).toBe(askedBefore);
  });

  it('is taken entity by entity: only those that are not known are asked for', async () => {
    await federation.ask('mutation { buy(id: "p2") { name } }');
    expect(await names()).toEqual(['Product p1', 'Product p2', 'Product p3', null]);
    const ids = federation.subgraphs.catalogue?.representations().map(({ id }) => id);
    expect(ids).toEqual(['p2', 'p1', 'p3', 'gone']);
    const hits = await metric('subgraph_cache_total{subgraph="catalogue",result="hit"}');
    const { body } = await federation.ask(SHELF);
    expect(body.data.shelf.map(({ name }: any) => name)).toEqual(['Product p1', 'Product p2', 'Product p3', null]);
    expect(asked('catalogue')).toBe(2);
    expect(await metric('subgraph_cache_total{subgraph="catalogue",result="hit"}')).toBe(hits + 4);
  });

  it('is not mixed up with other arguments, variables, or their defaults', async () => {
    const shout = 'query ($shout: Boolean) { shelf { name(shout: $shout) } }';
    const first = async (query: string, variables = {}) =>
      (await federation.ask(query, variables)).body.data.shelf[0].name;
    expect(await first(shout)).toBe('Product p1');
    expect(await first(shout, { shout: true })).toBe('PRODUCT P1');
    expect(await first(shout)).toBe('Product p1');
    expect(await first('query ($shout: Boolean = true) { shelf { name(shout: $shout) } }')).toBe('PRODUCT P1');
    expect(await first('{ shelf { name(shout: true) } }')).toBe('PRODUCT P1');
  });

  it('is shared by operations of other names', async () => {
    await federation.ask('query One { products { id } }');
    await federation.ask('query Two { products { id } }');
    expect(asked('catalogue')).toBe(1);
  });

  it('is asked for anew by a mutation, and what the mutation saw is kept', async () => {
    await names();
    const product = shop.products[0];
    if (product) product.name = 'Renamed';
    expect((await names())[0]).toBe('Product p1');
    expect((await federation.ask('mutation { buy(id: "p1") { name } }')).body.data.buy.name).toBe('Renamed');
    const before = asked('catalogue');
    expect((await names())[0]).toBe('Renamed');
    expect(asked('catalogue')).toBe(before);
  });
});

it('what an event of a subscription tells of is asked for anew', async () => {
  await names();
  const product = shop.products[0];
  if (product) product.name = 'Renamed';
  const client = createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket });
  const answers = [];
  for await (const { data } of client.iterate({ query: 'subscription { restocked(id: "p1") { name } }' }))
    answers.push(data);
  await client.dispose();
  expect(answers).toEqual([{ restocked: { name: 'Renamed' } }]);
  expect((await names())[0]).toBe('Renamed');
});

describe('what is not kept', () => {
  const twice = async (query: string, headers?: Record<string, string>) => {
    await federation.ask(query, {}, headers);
    return federation.ask(query, {}, headers);
  };

  it.each([
    ['says nothing of it', {}],
    ['says no-store', { 'cache-control': 'public, max-age=60, no-store' }],
    ['sets a cookie', { 'cache-control': 'public, max-age=60', 'set-cookie': 'a=b' }],
    ['depends on a header that nobody passes on', { 'cache-control': 'public, max-age=60', vary: 'x-tenant' }],
    ['is for one viewer, asked by a guest', { 'cache-control': 'private, max-age=60' }],
  ])('an answer that %s', async (_, headers) => {
    shop.says.catalogue = headers;
    await twice(SHELF);
    expect(asked('catalogue')).toBe(2);
  });

  it('an answer with errors', async () => {
    shop.says.catalogue = { 'cache-control': 'public, max-age=60' };
    const { body } = await twice('{ broken greeting }');
    expect(body.data).toEqual({ broken: null, greeting: 'en you' });
    expect(asked('catalogue')).toBe(2);
  });

  it('an answer that brings the client a header: he gets it each time', async () => {
    shop.says.catalogue = { 'cache-control': 'public, max-age=60', 'x-served-by': 'one' };
    const { headers } = await twice(SHELF);
    expect(headers.get('x-served-by')).toBe('one');
    expect(asked('catalogue')).toBe(2);
  });
});

describe('whom it is kept for', () => {
  it('everybody, when it is public', async () => {
    await names();
    await federation.ask(SHELF, {}, { authorization: await issuer.bearer({ sub: 'ada' }) });
    await federation.ask(SHELF, {}, { 'accept-language': 'de' });
    expect(asked('catalogue')).toBe(1);
  });

  it.each(['private, max-age=60', 'max-age=60'])(
    'each viewer, when it is %s and subgraphs know who asks',
    async (control) => {
      shop.says.catalogue = { 'cache-control': control };
      const [ada, bob] = [await issuer.bearer({ sub: 'ada' }), await issuer.bearer({ sub: 'bob' })];
      for (const authorization of [ada, bob, ada, bob]) await federation.ask(SHELF, {}, { authorization });
      expect(asked('catalogue')).toBe(2);
      await names();
      expect(asked('catalogue')).toBe(3);
    },
  );

  it('those with the same header, when it varies by that', async () => {
    shop.says.catalogue = { 'cache-control': 'public, max-age=60', vary: 'Accept-Language' };
    const greet = async (language: string) =>
      (await federation.ask('{ greeting }', {}, { 'accept-language': language })).body.data.greeting;
    expect([await greet('de'), await greet('fr'), await greet('de')]).toEqual(['de you', 'fr you', 'de you']);
    expect(asked('catalogue')).toBe(2);
  });
});

describe('an invalidation', () => {
  const rename = (name: string) => {
    const product = shop.products[0];
    if (product) product.name = name;
  };

  it('makes stock fresh that was kept under a tag, and nothing else', async () => {
    shop.says.inventory = { 'cache-control': 'public, max-age=60' };
    await federation.ask(STOCKED);
    shop.stock.set('p1', 1);
    expect((await federation.ask(STOCKED)).body.data.products[0].stock).toBe(5);
    expect(await forget({ kind: 'cache_tag', subgraphs: ['inventory'], cache_tag: 'stock-p1' })).toBe(1);
    expect((await federation.ask(STOCKED)).body.data.products.map(({ stock }: any) => stock)).toEqual([1, 5, 5]);
    expect(asked('catalogue')).toBe(1);
    const last = federation.subgraphs.inventory?.requests.at(-1);
    expect(last?.variables.representations).toEqual([{ __typename: 'Product', id: 'p1' }]);
  });

  it('by the tag of a root field knows its arguments', async () => {
    const page = async (id: string) =>
      (await federation.ask('query ($id: ID!) { product(id: $id) { name } }', { id })).body.data.product.name;
    await page('p1');
    await page('p2');
    rename('New');
    expect(await forget({ kind: 'cache_tag', subgraphs: ['catalogue'], cache_tag: 'page-p2' })).toBe(1);
    expect(await page('p1')).toBe('Product p1');
    expect(await forget({ kind: 'cache_tag', subgraphs: ['catalogue'], cache_tag: 'page-p1' })).toBe(1);
    expect(await page('p1')).toBe('New');
  });

  it('by a tag that the subgraph gave the entity in its answer', async () => {
    shop.extensions = { apolloEntityCacheTags: [['sale'], ['sale'], [], []] };
    await names();
    expect(await forget({ kind: 'cache_tag', subgraphs: ['catalogue'], cache_tag: 'sale' })).toBe(2);
  });

  it.each([
    ['an entity', '{ shelf { name } }'],
    ['a root field', '{ product(id: "p1") { name } }'],
    ['an interface', '{ node(id: "p1") { ... on Product { name } id } }'],
    ['an interface alone', '{ node(id: "p1") { id __typename } }'],
  ])('of a type finds it as %s', async (_, query) => {
    await federation.ask(query);
    await federation.ask(query);
    expect(asked('catalogue')).toBe(1);
    expect(await forget({ kind: 'type', subgraph: 'catalogue', type: 'Product' })).toBeGreaterThan(0);
    await federation.ask(query);
    expect(asked('catalogue')).toBe(2);
  });

  it('of another type, another subgraph or another tag changes nothing', async () => {
    await names();
    expect(await forget({ kind: 'type', subgraph: 'catalogue', type: 'Query' })).toBe(0);
    expect(await forget({ kind: 'type', subgraph: 'inventory', type: 'Product' })).toBe(0);
    expect(await forget({ kind: 'subgraph', subgraph: 'inventory' })).toBe(0);
    expect(await forget({ kind: 'cache_tag', subgraphs: ['inventory'], cache_tag: 'product-p1' })).toBe(0);
    expect(await forget({ kind: 'type', subgraph: 'catalogue', type: 'constructor' })).toBe(0);
  });

  it('reaches what was under way: it is not kept', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    federation.subgraphs.catalogue?.holdBack(gate);
    const slow = names();
    while (asked('catalogue') === 0) await tick(1);
    await forget({ kind: 'cache_tag', subgraphs: ['catalogue'], cache_tag: 'product-p1' });
    release();
    expect((await slow)[0]).toBe('Product p1');
    rename('New');
    expect(await names()).toEqual(['New', 'Product p2', 'Product p3', null]);
    const ids = federation.subgraphs.catalogue?.requests.at(-1)?.variables.representations.map(({ id }: any) => id);
    expect(ids).toEqual(['p1']);
  });

  it('is counted', async () => {
    const before = await metric('cache_invalidated_total');
    await names();
    await forget(ALL[0]);
    expect(await metric('cache_invalidated_total')).toBe(before + 4);
  });
});

describe('who may invalidate', () => {
  it.each([
    ['no key', [ALL[0]], {}, 401, 'AUTH_005'],
    ['a wrong key', [ALL[0]], { authorization: `${KEY}.` }, 401, 'AUTH_005'],
    ['no list', ALL[0], { authorization: KEY }, 400, 'VAL_004'],
    ['nothing', [], { authorization: KEY }, 400, 'VAL_004'],
    ['another kind', [{ kind: 'all' }], { authorization: KEY }, 400, 'VAL_004'],
    ['a subgraph too few', [{ kind: 'type', type: 'Product' }], { authorization: KEY }, 400, 'VAL_004'],
    ['no JSON', [], { authorization: KEY, 'content-type': 'text/plain' }, 415, 'VAL_004'],
  ])('not who sends %s', async (_, body, headers, status, ref) => {
    const response = await invalidate(body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { ref } }] });
  });

  it('not who asks by GET', async () => {
    const response = await fetch(new URL('/invalidation', federation.url), { headers: { authorization: KEY } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

it('a hook that adds headers for subgraphs is refused at the start', async () => {
  const hooks = [{ onSubgraphRequest: () => ({ headers: { 'x-tenant': 'a' } }) }];
  const options = { supergraphSdl: 'type Query { a: Int }', config: { caching: { mode: 'entities' as const } }, hooks };
  await expect(createRouter(options)).rejects.toThrow('"caching" cannot be used with a hook "onSubgraphRequest"');
});
