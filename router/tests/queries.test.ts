import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

let federation: TestFederation;

beforeAll(async () => {
  federation = await startFederation(shop);
});

beforeEach(() => {
  for (const { requests } of Object.values(federation.subgraphs)) requests.length = 0;
});

afterAll(async () => federation[Symbol.asyncDispose]());

describe('queries over several subgraphs', () => {
  it('answers root fields of one subgraph', async () => {
    const { status, body } = await federation.ask('{ product(id: "p1") { name price } }');
    expect(status).toBe(200);
    expect(body).toEqual({ data: { product: { name: 'Lamp', price: 2_500_000_000 } } });
  });

  it('follows entities from subgraph to subgraph and back', async () => {
    const { body } = await federation.ask(
      '{ me { name reviews { text product { name reviews { author { name } } } } } }',
    );
    expect(body).toEqual({
      data: {
        me: {
          name: 'Ada',
          reviews: [{ text: 'Bright', product: { name: 'Lamp', reviews: [{ author: { name: 'Ada' } }] } }],
        },
      },
    });
  });

  it('asks for one entity once, however often it occurs', async () => {
    const { body } = await federation.ask('{ reviews { author { email } } }');
    expect(body.data.reviews.map((review: any) => review.author)).toEqual([
      { email: 'ada@example.test' },
      { email: null },
      { email: null },
      { email: null },
    ]);
    expect(federation.subgraphs.accounts?.representations()).toEqual([
      { __typename: 'User', id: 'u1' },
      { __typename: 'User', id: 'u2' },
      { __typename: 'User', id: 'gone' },
    ]);
  });

  it('finds entities in lists of lists', async () => {
    const { body } = await federation.ask('{ reviewGrid { product { name } } }');
    expect(body.data.reviewGrid).toEqual([
      [{ product: { name: 'Lamp' } }, { product: { name: '' } }],
      [],
      [{ product: { name: '' } }, { product: { name: 'Chair' } }],
    ]);
  });

  it('carries falsy values through requirements', async () => {
    const { body } = await federation.ask('{ products { shipping isOnSale } }');
    expect(body.data.products).toEqual([
      { shipping: 0, isOnSale: false },
      { shipping: 120, isOnSale: true },
      { shipping: 70, isOnSale: false },
    ]);
  });

  it('answers null for an entity that its subgraph does not have, and an error only where null is not allowed', async () => {
    const { body } = await federation.ask('{ reviews { id author { id name } } }');
    expect(body.data.reviews[3]).toEqual({ id: 'r4', author: null });
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'Cannot return null for non-nullable field User.name.',
        path: ['reviews', 3, 'author', 'name'],
        extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_001' }),
      }),
    ]);
  });

  it.each([
    ['an alias that is the name of a key', '{ products { id: name weight } }', { id: 'Lamp', weight: 0 }],
    ['the key beside it', '{ products { id: name key: id shipping } }', { id: 'Lamp', key: 'p1', shipping: 0 }],
    [
      'an alias that is the name of a requirement',
      '{ products { weight: name shipping } }',
      { weight: 'Lamp', shipping: 0 },
    ],
    ['an alias that is __typename', '{ products { id type: __typename } }', { id: 'p1', type: 'Product' }],
    [
      'a name with the prefix of internal names',
      '{ products { client__id: name shipping } }',
      { client__id: 'Lamp', shipping: 0 },
    ],
    ['the alias __proto__', '{ products { __proto__: name } }', JSON.parse('{"__proto__": "Lamp"}')],
    ['the alias constructor', '{ products { constructor: name shipping } }', { constructor: 'Lamp', shipping: 0 }],
  ])('keeps apart %s', async (_, query, first) => {
    const { body } = await federation.ask(query);
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data.products[0])).toBe(JSON.stringify(first));
  });

  it('keeps a variable apart from the one that representations are sent in', async () => {
    const query = 'query ($representations: ID!) { product(id: $representations) { reviews { id author { email } } } }';
    const { body } = await federation.ask(query, { representations: 'p1' });
    expect(body).toEqual({ data: { product: { reviews: [{ id: 'r1', author: { email: 'ada@example.test' } }] } } });
  });

  it('sends a subgraph only the variables its operation uses', async () => {
    await federation.ask('query ($p: ID!, $u: ID!) { product(id: $p) { name } user(id: $u) { name } }', {
      p: 'p1',
      u: 'u1',
    });
    expect(federation.subgraphs.catalogue?.requests[0]?.variables).toEqual({ p: 'p1' });
    expect(federation.subgraphs.accounts?.requests[0]?.variables).toEqual({ u: 'u1' });
  });

  it.each([
    [{ more: true, less: false }, { product: { name: 'Lamp', reviews: [{ id: 'r1' }] } }, 2],
    [{ more: false, less: false }, { product: { name: 'Lamp' } }, 1],
    [{ more: false, less: true }, {}, 0],
  ])('decides @skip and @include with %j', async (variables, data, requestCount) => {
    const query = `query ($more: Boolean!, $less: Boolean!) {
      product(id: "p1") @skip(if: $less) { name ...More @include(if: $more) }
    }
    fragment More on Product { reviews { id } }`;
    const { body } = await federation.ask(query, variables);
    expect(body).toEqual({ data });
    const counts = Object.values(federation.subgraphs).map(({ requests }) => requests.length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(requestCount);
  });

  it('executes a field of a mutation once, though it is selected with a condition too', async () => {
    const query = `mutation ($again: Boolean!, $never: Boolean = false) {
      first: productRename(id: "p1", name: "A") { name }
      second: userRename(id: "u1", name: "B") { name }
      ... @include(if: $again) {
        first: productRename(id: "p1", name: "A") { price @skip(if: $never) }
        ... @include(if: $never) { second: userRename(id: "u1", name: "B") { email } }
      }
    }`;
    const second = { name: 'B' };
    const { body } = await federation.ask(query, { again: true });
    expect(body).toEqual({ data: { first: { name: 'A', price: 2_500_000_000 }, second } });
    expect(federation.subgraphs.catalogue?.requests).toHaveLength(1);
    expect(federation.subgraphs.accounts?.requests).toHaveLength(1);
    const once = await federation.ask(query, { again: false });
    expect(once.body).toEqual({ data: { first: { name: 'A' }, second } });
  });

  it('executes root fields of a mutation in order, across subgraphs', async () => {
    const { body } = await federation.ask(`mutation {
      first: productRename(id: "p1", name: "Torch") { name reviews { text } }
      second: userRename(id: "u1", name: "Eve") { name }
      third: productRename(id: "p2", name: "Table") { name }
    }`);
    expect(body.data).toEqual({
      first: { name: 'Torch', reviews: [{ text: 'Bright' }] },
      second: { name: 'Eve' },
      third: { name: 'Table' },
    });
    expect(Object.keys(body.data)).toEqual(['first', 'second', 'third']);
  });

  it('answers introspection beside data, and by itself', async () => {
    const { body } = await federation.ask(
      `query ($name: String!) {
      __typename
      __type(name: $name) { ...T }
      me { __typename name }
      ... on Query { __schema { queryType { name } } }
    }
    fragment T on __Type { kind name }`,
      { name: 'User' },
    );
    expect(body).toEqual({
      data: {
        __typename: 'Query',
        __type: { kind: 'OBJECT', name: 'User' },
        me: { __typename: 'User', name: 'Ada' },
        __schema: { queryType: { name: 'Query' } },
      },
    });
  });
});
