import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askInParts, foldParts, type PartedRequest } from './fixtures/deferred-parts.js';
import { startFederation } from './fixtures/start-federation.js';
import { type SlowShop, startSlowShop } from './fixtures/start-slow-shop.js';

let shop: SlowShop;
beforeAll(async () => {
  shop = await startSlowShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => {
  shop.answerStock();
  shop.subgraphs.catalogue!.requests.length = 0;
  shop.subgraphs.stock!.requests.length = 0;
});

async function partsOf(query: string, rest: Partial<PartedRequest> = {}): Promise<any[]> {
  return (await askInParts(shop.url, { query, ...rest })).all();
}

/** The paths of the fragments that follow, each with its data, in any order. */
function fragmentsOf(parts: readonly any[]): Map<string, unknown> {
  const fragments = parts.flatMap(({ incremental = [] }) => incremental);
  return new Map(fragments.map(({ path, label, data }) => [[...(label ? [label] : []), ...path].join('.'), data]));
}

describe('a fragment of another subgraph', () => {
  const query = '{ product(id: "p1") { name ... @defer(label: "stock") { stock } } }';

  it('follows the first part, which does not wait for it', async () => {
    shop.holdStock();
    const answer = await askInParts(shop.url, { query });
    expect(answer.status).toBe(200);
    expect(answer.contentType).toBe('multipart/mixed;boundary="-";deferSpec=20220824');
    expect(await answer.next()).toEqual({ data: { product: { name: 'Lamp' } }, hasNext: true });
    await expect.poll(() => shop.heldCount).toBe(1);
    shop.answerStock();
    const incremental = [{ data: { stock: 100 }, path: ['product'], label: 'stock' }];
    expect(await answer.all()).toEqual([{ incremental, hasNext: false }]);
  });

  it('is announced and completed in the newer version', async () => {
    expect(await partsOf(query, { accept: 'multipart/mixed;incrementalSpec=v0.2, application/json' })).toEqual([
      { data: { product: { name: 'Lamp' } }, pending: [{ id: '0', path: ['product'], label: 'stock' }], hasNext: true },
      { incremental: [{ id: '0', data: { stock: 100 } }], completed: [{ id: '0' }], hasNext: false },
    ]);
  });

  it('follows for each item of a list, with its path, from one request', async () => {
    const parts = await partsOf('{ shelves { products { name ... @defer { stock } } } }');
    expect(parts[0].data.shelves[1]).toEqual({ products: [{ name: 'Chair' }] });
    expect(fragmentsOf(parts)).toEqual(
      new Map([
        ['shelves.0.products.0', { stock: 100 }],
        ['shelves.0.products.1', { stock: 200 }],
        ['shelves.1.products.0', { stock: 300 }],
      ]),
    );
    expect(shop.subgraphs.stock!.requests).toHaveLength(1);
  });

  it('follows at each place where one entity stands', async () => {
    const parts = await partsOf('{ twins { place { id ... @defer { aisle } } } }');
    const fragment = { aisle: 'aisle of p1' };
    expect(fragmentsOf(parts)).toEqual(
      new Map([
        ['twins.0.place', fragment],
        ['twins.1.place', fragment],
      ]),
    );
  });

  it('is asked for by itself where its subgraph is asked for the first part too', async () => {
    const parts = await partsOf('{ product(id: "p1") { reserved ... @defer { stock } } }');
    expect(parts[0].data).toEqual({ product: { reserved: 0 } });
    expect(shop.subgraphs.stock!.requests.map(({ query }) => query).sort()).toEqual([
      expect.stringContaining('{reserved}'),
      expect.stringContaining('{stock}'),
    ]);
  });

  it('may be all there is', async () => {
    expect(await partsOf('{ ... @defer { product(id: "p1") { name stock } } }')).toEqual([
      { data: {}, hasNext: true },
      { incremental: [{ path: [], data: { product: { name: 'Lamp', stock: 100 } } }], hasNext: false },
    ]);
  });

  it('comes by GET too', async () => {
    const parts = await partsOf(query, { method: 'GET' });
    expect(foldParts(parts)).toEqual({ data: { product: { name: 'Lamp', stock: 100 } } });
    expect(parts).toHaveLength(2);
  });
});

describe('what is asked for together', () => {
  it('is deferred though one subgraph has all of it', async () => {
    expect(await partsOf('{ product(id: "p1") { name size { width ... @defer { height } } } }')).toEqual([
      { data: { product: { name: 'Lamp', size: { width: 1 } } }, hasNext: true },
      { incremental: [{ path: ['product', 'size'], data: { height: 2 } }], hasNext: false },
    ]);
    expect(shop.subgraphs.catalogue!.requests).toHaveLength(1);
  });

  it('is in the first part when it is selected outside as well, and in the fragment', async () => {
    const parts = await partsOf(
      '{ product(id: "p1") { name size { width } ... @defer { name size { height } stock } } }',
    );
    expect(parts[0].data).toEqual({ product: { name: 'Lamp', size: { width: 1 } } });
    expect(fragmentsOf(parts).get('product')).toEqual({ name: 'Lamp', size: { height: 2 }, stock: 100 });
    expect(foldParts(parts).data.product.size).toEqual({ width: 1, height: 2 });
  });

  it.each([
    '{ product(id: "p1") { name ... @defer { sku: id } } }',
    '{ product(id: "p1") { name ... { ... on Product @defer { ...Sku } } } } fragment Sku on Product { sku: id }',
    '{ product(id: "p1") { name ... @defer { ... on Named { sku: id } } } }',
  ])('is a key under another name, which nobody is asked for again: %s', async (keyUnderAnotherName) => {
    expect(await partsOf(keyUnderAnotherName)).toEqual([
      { data: { product: { name: 'Lamp' } }, hasNext: true },
      { incremental: [{ path: ['product'], data: { sku: 'p1' } }], hasNext: false },
    ]);
    expect(shop.subgraphs.catalogue!.requests).toHaveLength(1);
  });

  it('is a key among what is asked for later', async () => {
    const parts = await partsOf('{ product(id: "p1") { name ... @defer { sku: id stock } } }');
    expect(parts[0].data).toEqual({ product: { name: 'Lamp' } });
    expect(fragmentsOf(parts).get('product')).toEqual({ sku: 'p1', stock: 100 });
    expect(shop.subgraphs.stock!.requests[0]?.query).not.toContain('sku');
  });

  it('is several fragments of one object', async () => {
    const parts = await partsOf(
      '{ product(id: "p1") { ... @defer(label: "a") { name } ... @defer(label: "b") { stock } } }',
    );
    expect(parts[0]).toEqual({ data: { product: {} }, hasNext: true });
    expect(fragmentsOf(parts)).toEqual(
      new Map<string, unknown>([
        ['a.product', { name: 'Lamp' }],
        ['b.product', { stock: 100 }],
      ]),
    );
  });
});

describe('a fragment within a fragment', () => {
  it('follows the one it is in', async () => {
    shop.holdStock();
    const answer = await askInParts(shop.url, {
      query: '{ product(id: "p1") { id ... @defer(label: "outer") { name ... @defer(label: "inner") { stock } } } }',
    });
    expect(await answer.next()).toEqual({ data: { product: { id: 'p1' } }, hasNext: true });
    expect(await answer.next()).toEqual({
      incremental: [{ label: 'outer', path: ['product'], data: { name: 'Lamp' } }],
      hasNext: true,
    });
    shop.answerStock();
    expect(await answer.all()).toEqual([
      { incremental: [{ label: 'inner', path: ['product'], data: { stock: 100 } }], hasNext: false },
    ]);
  });

  it('is announced with the one it is in', async () => {
    const parts = await partsOf('{ product(id: "p1") { ... @defer { name ... @defer { stock } } } }', {
      accept: 'multipart/mixed;incrementalSpec=v0.2',
    });
    expect(parts.flatMap(({ pending = [] }) => pending)).toEqual([
      { id: '0', path: ['product'] },
      { id: '1', path: ['product'] },
    ]);
    expect(foldParts(parts)).toEqual({ data: { product: { name: 'Lamp', stock: 100 } } });
  });

  it('may be reached by a named fragment, at every place where that is spread', async () => {
    const query = `
      { a: product(id: "p1") { ...F } shelves { products { ...G @defer } } }
      fragment F on Product { name ... @defer(label: "f") { stock } }
      fragment G on Product { ...F place { ... @defer(label: "g") { aisle } } }
    `;
    const whole = await shop.ask(query);
    shop.holdStock();
    const answer = await askInParts(shop.url, { query });
    const first = await answer.next();
    shop.answerStock();
    const parts = [first, ...(await answer.all())];
    expect(foldParts(parts)).toEqual(whole.body);
    expect([...fragmentsOf(parts).keys()].sort()).toEqual(
      ['a', 'shelves.0.products.0', 'shelves.0.products.1', 'shelves.1.products.0']
        .flatMap((path) => (path === 'a' ? ['f.a'] : [path, `f.${path}`, `g.${path}.place`]))
        .sort(),
    );
  });

  it('applies to the types it is for alone', async () => {
    const parts = await partsOf(
      '{ things { __typename ... on Product @defer { stock } ... on Shelf @defer { name } } }',
    );
    expect(parts[0].data.things).toEqual([{ __typename: 'Product' }, { __typename: 'Shelf' }]);
    expect(fragmentsOf(parts)).toEqual(
      new Map<string, unknown>([
        ['things.0', { stock: 100 }],
        ['things.1', { name: 'Chairs' }],
      ]),
    );
  });
});

describe('what decides whether a fragment is deferred', () => {
  const whole = { data: { product: { name: 'Lamp', stock: 100 } } };
  const byVariable = 'query ($if: Boolean) { product(id: "p1") { name ... @defer(if: $if) { stock } } }';

  it.each([
    ['the literal false', '{ product(id: "p1") { name ... @defer(if: false) { stock } } }', {}],
    ['a variable that is false', byVariable, { if: false }],
    ['a default that is false', byVariable.replace('Boolean', 'Boolean = false'), {}],
  ])('%s: it is answered at once, in JSON', async (_, query, variables) => {
    const answer = await askInParts(shop.url, { query, variables });
    expect(answer.contentType).toBe('application/json; charset=utf-8');
    expect(await answer.all()).toEqual([whole]);
  });

  it.each([
    ['the literal true', '{ product(id: "p1") { name ... @defer(if: true) { stock } } }', {}],
    ['a variable that is true', byVariable, { if: true }],
    ['a variable that is not sent', byVariable, {}],
  ])('%s: it follows', async (_, query, variables) => {
    expect(await partsOf(query, { variables })).toHaveLength(2);
  });

  it('is decided apart from conditions, which take a fragment away', async () => {
    const query = `query ($with: Boolean!) {
      product(id: "p1") { name ... @include(if: $with) @defer { stock } ... @skip(if: $with) @defer { reserved } }
    }`;
    expect(fragmentsOf(await partsOf(query, { variables: { with: true } }))).toEqual(
      new Map([['product', { stock: 100 }]]),
    );
    expect(fragmentsOf(await partsOf(query, { variables: { with: false } }))).toEqual(
      new Map([['product', { reserved: 0 }]]),
    );
  });
});

describe('a client that takes no parts', () => {
  const query = '{ product(id: "p1") { name ... @defer { stock } } }';
  const whole = { data: { product: { name: 'Lamp', stock: 100 } } };

  it.each([
    'application/json',
    '*/*',
    'application/graphql-response+json',
    'multipart/mixed;subscriptionSpec=1.0, application/json',
    'multipart/mixed;deferSpec=20990101, application/json',
    'multipart/mixed;incrementalSpec=v9, application/json',
    'multipart/mixed;deferSpec=20220824;q=0, application/json',
  ])('gets one whole answer, as JSON: %s', async (accept) => {
    const answer = await askInParts(shop.url, { query, accept });
    expect(answer.contentType).toMatch(/^application\/(graphql-response\+)?json/);
    expect(await answer.all()).toEqual([whole]);
  });

  it('gets it as one event', async () => {
    const response = await fetch(shop.url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.text()).toBe(`event: next\ndata: ${JSON.stringify(whole)}\n\nevent: complete\ndata:\n\n`);
  });

  it('is shown the directive by introspection', async () => {
    const { body } = await shop.ask('{ __schema { directives { name locations args { name } } } }');
    expect(body.data.__schema.directives).toContainEqual({
      name: 'defer',
      locations: ['FRAGMENT_SPREAD', 'INLINE_FRAGMENT'],
      args: [{ name: 'label' }, { name: 'if' }],
    });
  });
});

it('a mutation does what it does in order, and its deferred fragments follow', async () => {
  const parts = await partsOf(`mutation {
    a: rename(id: "p1", name: "Sun") { name ... @defer { stock } }
    b: rename(id: "p3", name: "Moon") { name }
  }`);
  expect(parts).toEqual([
    { data: { a: { name: 'Sun' }, b: { name: 'Moon' } }, hasNext: true },
    { incremental: [{ path: ['a'], data: { stock: 100 } }], hasNext: false },
  ]);
  const asked = shop.subgraphs.catalogue!.requests.map(({ query }) => query).join(' ');
  expect([...asked.matchAll(/name:"(\w+)"/g)].map(([, name]) => name)).toEqual(['Sun', 'Moon']);
});

it('operations that are alike but for what is deferred have plans of their own', async () => {
  const text =
    'query ($a: Boolean!, $b: Boolean!) { product(id: "p1") { ... @defer(if: $a) { name } ... @defer(if: $b) { stock } } }';
  const firstParts = await Promise.all(
    [
      { a: true, b: true },
      { a: false, b: true },
      { a: true, b: false },
      { a: false, b: false },
    ].map(async (variables) => (await partsOf(text, { variables }))[0].data.product),
  );
  expect(firstParts).toEqual([{}, { name: 'Lamp' }, { stock: 100 }, { name: 'Lamp', stock: 100 }]);
});

describe('what the planner cannot split', () => {
  const part = (name: string, sdl: string, resolvers: Record<string, any>) => ({ name, sdl, resolvers });
  const subgraphs = [
    part(
      'a',
      `type Query { thing: Thing }
       type Thing @key(fields: "id") { id: ID! x: Int @external y: Int @external sum: Int @requires(fields: "x y") }`,
      { Query: { thing: () => ({ id: '1' }) }, Thing: { sum: ({ x, y }: { x: number; y: number }) => x + y } },
    ),
    part('b', 'type Thing @key(fields: "id") { id: ID! x: Int }', { Thing: { x: () => 1 } }),
    part('c', 'type Thing @key(fields: "id") { id: ID! y: Int }', { Thing: { y: () => 2 } }),
    part('d', 'type Thing @key(fields: "id") { id: ID! slow: Int }', { Thing: { slow: () => 3 } }),
  ];
  const unsplitIn = async (url: string) => {
    const metrics = await (await fetch(new URL('/metrics', url))).text();
    return /^graphql_deferred_fragments_not_split_total (\d+)$/m.exec(metrics)?.[1];
  };

  it('is fetched with the part it stands in, and follows all the same; it is counted', async () => {
    await using federation = await startFederation(subgraphs);
    const answer = await askInParts(federation.url, { query: '{ ... @defer { thing { sum ... @defer { x } } } }' });
    const parts = await answer.all();
    expect(parts[0]).toEqual({ data: {}, hasNext: true });
    expect(foldParts(parts)).toEqual({ data: { thing: { sum: 3, x: 1 } } });
    expect(parts.at(-1)).toEqual({ incremental: [{ path: ['thing'], data: { x: 1 } }], hasNext: false });
    expect(await unsplitIn(federation.url)).toBe('1');
  });

  it('is fetched at once where its object has no key to ask for it later', async () => {
    const keyless = [
      part(
        'a',
        `type Query { one: Box }
         type Box @key(fields: "parent { id }", resolvable: false) { parent: Thing! }
         type Thing @key(fields: "id") { id: ID! x: Int @external next: Int @requires(fields: "x") }`,
        { Query: { one: () => ({ parent: { id: '1' } }) }, Thing: { next: ({ x }: { x: number }) => x + 1 } },
      ),
      part(
        'b',
        `type Box @key(fields: "parent { id }") { parent: Thing! }
         type Thing @key(fields: "id") { id: ID! x: Int }`,
        { Thing: { x: () => 1 } },
      ),
    ];
    await using federation = await startFederation(keyless);
    const answer = await askInParts(federation.url, { query: '{ one { ... @defer { parent { after: next } } } }' });
    const parts = await answer.all();
    expect(parts[0]).toEqual({ data: { one: {} }, hasNext: true });
    expect(foldParts(parts)).toEqual({ data: { one: { parent: { after: 2 } } } });
    expect(await unsplitIn(federation.url)).toBe('1');
  });

  it('does not hold up what can be split', async () => {
    await using federation = await startFederation(subgraphs);
    let letGo = () => {};
    federation.subgraphs.d?.holdBack(new Promise((resolve) => (letGo = resolve)));
    const query = '{ ... @defer { thing { sum ... @defer { x } ... @defer { slow } } } }';
    const answer = await askInParts(federation.url, { query });
    const first = [await answer.next(), await answer.next(), await answer.next()];
    expect(foldParts(first)).toEqual({ data: { thing: { sum: 3, x: 1 } } });
    letGo();
    expect(foldParts([...first, ...(await answer.all())])).toEqual({ data: { thing: { sum: 3, x: 1, slow: 3 } } });
    expect(await unsplitIn(federation.url)).toBe('1');
  });
});
