import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRouter, type DecidePolicies, type PolicyQuestion } from '../src/index.js';
import { EventSource } from './fixtures/event-source.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';
import type { SubgraphDefinition } from './fixtures/start-subgraph.js';

const prices = new EventSource<unknown>();

const catalogue: SubgraphDefinition = {
  name: 'catalogue',
  sdl: `
    type Query {
      products: [Product!]!
      me: Account @authenticated
      feed: [Post!]!
      things: [Thing!]!
      report: Report
      code: Code
      mood: Mood
      audit: String! @policy(policies: [["auditor"]])
    }
    type Subscription { priceChanged: Product @authenticated }
    type Mutation { restock(sku: ID!): Product @requiresScopes(scopes: [["stock:write"]]) touch: Int }
    type Product @key(fields: "sku") {
      sku: ID! @authenticated
      name: String!
      cost: Int @requiresScopes(scopes: [["stock:read", "cost:read"], ["admin"]])
      margin: Int! @requiresScopes(scopes: [["admin"]])
    }
    type Account @key(fields: "id") { id: ID! email: String @policy(policies: [["owner"], ["support", "on-duty"]]) }
    interface Post { id: ID! title: String secret: String }
    type PublicPost implements Post { id: ID! title: String secret: String }
    type PrivatePost implements Post @authenticated { id: ID! title: String secret: String }
    interface Thing { id: ID! note: String }
    type Stone implements Thing { id: ID! note: String }
    type Gem implements Thing { id: ID! note: String @authenticated }
    type Report @requiresScopes(scopes: [["report:read"]]) { total: Int }
    scalar Code @authenticated
    enum Mood @authenticated { GOOD BAD }
  `,
  resolvers: {
    Query: {
      products: () => ['a', 'b'].map((sku) => ({ sku, name: `Product ${sku}`, cost: 7, margin: 3 })),
      me: () => ({ id: 'u1', email: 'ada@example.test' }),
      feed: () => [
        { __typename: 'PublicPost', id: '1', title: 'Open' },
        { __typename: 'PrivatePost', id: '2', title: 'Closed' },
      ],
      things: () => [
        { __typename: 'Stone', id: '1', note: 'grey' },
        { __typename: 'Gem', id: '2', note: 'red' },
      ],
      report: () => ({ total: 7 }),
      code: () => 'c',
      mood: () => 'GOOD',
      audit: () => 'all well',
    },
    Subscription: { priceChanged: { subscribe: () => prices.open() } },
    Mutation: { restock: () => ({ sku: 'a', name: 'Product a' }), touch: () => 1 },
  },
};

const stock: SubgraphDefinition = {
  name: 'stock',
  sdl: `type Product @key(fields: "sku") { sku: ID! @authenticated left: Int! }`,
  resolvers: { Product: { __resolveReference: ({ sku }: { sku: string }) => ({ sku, left: 5 }) } },
};

let issuer: TestIssuer;
let federation: TestFederation;

beforeAll(async () => {
  issuer = await startIssuer();
  federation = await startFederation([catalogue, stock], {
    authentication: { jwksUrl: issuer.jwksUrl },
    authorization: { policies: { owner: { roles: ['OWNER'] }, auditor: { roles: ['AUDITOR'], tenant: [7] } } },
  });
});

beforeEach(() => {
  for (const { requests } of Object.values(federation.subgraphs)) requests.length = 0;
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

/** The answer of a guest, or of a viewer with these claims. */
async function ask(query: string, claims?: Record<string, unknown>, variables = {}) {
  const headers = claims ? { authorization: await issuer.bearer(claims) } : undefined;
  const { body, status } = await federation.ask(query, variables, headers);
  const errors = (body.errors ?? []).map(({ path, extensions }: any) => [path?.join('.'), extensions.code]);
  return { data: body.data, errors, status };
}

const asked = (subgraph = 'catalogue') => federation.subgraphs[subgraph]!.requests.map(({ query }) => query);

describe('a field that the viewer may not have', () => {
  it('is null with an error at its path, and no subgraph is asked for it', async () => {
    const { data, errors } = await ask('{ me { id } products { name cost } }');
    const product = (sku: string) => ({ name: `Product ${sku}`, cost: null });
    expect(data).toEqual({ me: null, products: [product('a'), product('b')] });
    expect(errors).toEqual([
      ['me', 'UNAUTHENTICATED'],
      ['products.0.cost', 'UNAUTHENTICATED'],
      ['products.1.cost', 'UNAUTHENTICATED'],
    ]);
    expect(asked()).toEqual(['{products{name}}']);
  });

  it('is told apart for those who are signed in', async () => {
    const { data, errors } = await ask('{ me { id } report { total } }', {});
    expect(data).toEqual({ me: { id: 'u1' }, report: null });
    expect(errors).toEqual([['report', 'UNAUTHORIZED_FIELD_OR_TYPE']]);
  });

  it('costs no request when nothing else is asked for', async () => {
    expect(await ask('{ me { id } report { total } __typename }')).toMatchObject({
      data: { me: null, report: null, __typename: 'Query' },
    });
    expect(await ask('mutation { restock(sku: "a") { name } }')).toMatchObject({ data: { restock: null } });
    expect(asked()).toEqual([]);
  });

  it('is a key that the router itself still goes by', async () => {
    const { data, errors } = await ask('{ products { name left } }');
    expect(data.products[0]).toEqual({ name: 'Product a', left: 5 });
    expect(errors).toEqual([]);
    expect(federation.subgraphs.stock!.representations()).toEqual(
      ['a', 'b'].map((sku) => ({ __typename: 'Product', sku })),
    );
  });

  it('takes the next place above that may be null with it', async () => {
    const { data, errors } = await ask('{ products { margin } audit }', {});
    expect(data).toBeNull();
    expect(errors).toEqual(
      ['products.0.margin', 'products.1.margin', 'audit'].map((path) => [path, 'UNAUTHORIZED_FIELD_OR_TYPE']),
    );
  });

  it.each([
    [
      '{ products { price: cost name: cost } }',
      ['products.0.price', 'products.0.name', 'products.1.price', 'products.1.name'],
    ],
    [
      '{ products { ...F } } fragment F on Product { ...G } fragment G on Product { cost }',
      ['products.0.cost', 'products.1.cost'],
    ],
    ['{ products { ... { ... on Product { cost } } } }', ['products.0.cost', 'products.1.cost']],
    ['query ($no: Boolean = false) { products { cost @include(if: $no) name } }', []],
    [
      'query ($no: Boolean = true) { products { name cost @include(if: $no) } }',
      ['products.0.cost', 'products.1.cost'],
    ],
    ['{ code mood }', ['code', 'mood']],
  ])('is found in %s', async (query, paths) => {
    const { data, errors } = await ask(query);
    expect(errors.map(([path]: string[]) => path)).toEqual(paths);
    expect(JSON.stringify(data)).not.toMatch(/[37]|"c"|GOOD/);
    expect(asked().join()).not.toMatch(/cost|code|mood/);
  });

  it('is there for whoever has one of the sets of scopes', async () => {
    const cost = async (scope: string) => (await ask('{ products { cost } }', { scope })).data.products[0].cost;
    expect(await cost('stock:read cost:read')).toBe(7);
    expect(await cost('admin')).toBe(7);
    expect(await cost('stock:read')).toBeNull();
    expect(await cost('stock:read,cost:read')).toBeNull();
  });

  it('stays hidden in the plans and answers of others', async () => {
    const query = '{ products { cost } }';
    const answers = [];
    for (const claims of [undefined, { scope: 'admin' }, {}, { scope: 'admin' }, undefined]) {
      answers.push((await ask(query, claims)).data.products[0].cost);
    }
    expect(answers).toEqual([null, 7, null, 7, null]);
  });

  it('does not hide the schema', async () => {
    const { data, errors } = await ask('{ __type(name: "Report") { fields { name } } }');
    expect(data).toEqual({ __type: { fields: [{ name: 'total' }] } });
    expect(errors).toEqual([]);
  });
});

describe('through an interface', () => {
  it('a field of it needs what every implementation needs', async () => {
    expect(await ask('{ feed { id title } }')).toMatchObject({ data: null, errors: [['feed', 'UNAUTHENTICATED']] });
    expect(await ask('{ things { id note } }')).toMatchObject({
      data: {
        things: [
          { id: '1', note: null },
          { id: '2', note: null },
        ],
      },
      errors: [
        ['things.0.note', 'UNAUTHENTICATED'],
        ['things.1.note', 'UNAUTHENTICATED'],
      ],
    });
    expect(await ask('{ feed { title } things { note } }', {})).toMatchObject({
      data: { feed: [{ title: 'Open' }, { title: 'Closed' }], things: [{ note: 'grey' }, { note: 'red' }] },
      errors: [],
    });
  });

  it('a fragment on one implementation needs what that one needs', async () => {
    expect(await ask('{ feed { __typename ... on PublicPost { title } ... on PrivatePost { title } } }')).toMatchObject(
      {
        data: {
          feed: [
            { __typename: 'PublicPost', title: 'Open' },
            { __typename: 'PrivatePost', title: null },
          ],
        },
        errors: [['feed.1.title', 'UNAUTHENTICATED']],
      },
    );
    expect(asked().join()).not.toContain('PrivatePost{title');
    expect(await ask('{ things { note ... on Stone { note } } }')).toMatchObject({
      data: { things: [{ note: 'grey' }, { note: null }] },
      errors: [['things.1.note', 'UNAUTHENTICATED']],
    });
  });

  it('the name of a guarded type is no way round', async () => {
    expect(await ask('{ report { __typename } }')).toMatchObject({ data: { report: null } });
    expect(await ask('{ feed { ... on PrivatePost { __typename } } }')).toMatchObject({
      data: null,
      errors: [['feed.1.__typename', 'UNAUTHENTICATED']],
    });
  });
});

describe('a policy', () => {
  it('is granted by all of the claims that the configuration requires', async () => {
    const audit = (claims: Record<string, unknown>) => ask('{ audit }', claims);
    expect(await audit({ roles: ['X', 'AUDITOR'], tenant: 7 })).toMatchObject({ data: { audit: 'all well' } });
    expect(await audit({ roles: 'AUDITOR', tenant: [7] })).toMatchObject({ data: { audit: 'all well' } });
    expect(await audit({ roles: ['AUDITOR'], tenant: '7' })).toMatchObject({ data: null });
    expect(await audit({ roles: ['AUDITOR'] })).toMatchObject({ data: null });
  });

  it('is denied when nobody can decide it', async () => {
    expect((await ask('{ me { email } }', { roles: ['OWNER'] })).data).toEqual({ me: { email: 'ada@example.test' } });
    expect((await ask('{ me { email } }', { roles: ['support', 'on-duty'] })).data).toEqual({ me: { email: null } });
  });
});

describe('a router that rejects', () => {
  let rejecting: TestFederation;
  const questions: [readonly string[], PolicyQuestion][] = [];
  let decide: DecidePolicies = () => new Set();

  beforeAll(async () => {
    rejecting = await startFederation(
      [catalogue, stock],
      {
        authentication: { jwksUrl: issuer.jwksUrl },
        authorization: { onDenied: 'reject', policies: { auditor: { roles: ['AUDITOR'] } } },
        deadlines: { subgraphMs: 1_000 },
      },
      {
        policies: (names, question) => {
          questions.push([names, question]);
          return decide(names, question);
        },
      },
    );
  });

  beforeEach(() => {
    rejecting.subgraphs.catalogue!.requests.length = 0;
    questions.length = 0;
  });

  afterAll(() => rejecting[Symbol.asyncDispose]());

  it('executes nothing of an operation with a field that the viewer may not have', async () => {
    const query = '{ products { name cost } touched: feed { ... on PublicPost { title } } }';
    const guest = await rejecting.ask(query);
    expect(guest.status).toBe(401);
    expect(guest.headers.get('www-authenticate')).toBe('Bearer');
    expect(guest.body).toEqual({
      errors: [
        {
          message: 'Not allowed to have Product.cost',
          locations: [{ line: 1, column: 19 }],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', ref: 'AUTH_001' }),
        },
      ],
    });
    const member = await rejecting.ask(query, {}, { authorization: await issuer.bearer() });
    expect(member.status).toBe(403);
    expect(member.body.errors[0].extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', ref: 'AUTH_004' });
    expect(rejecting.subgraphs.catalogue!.requests).toEqual([]);
  });

  it('minds only the fields that conditions leave in', async () => {
    const query =
      'query ($with: Boolean!) { products { name ...F @include(if: $with) } } fragment F on Product { cost }';
    expect((await rejecting.ask(query, { with: false })).status).toBe(200);
    expect((await rejecting.ask(query, { with: true })).status).toBe(401);
  });

  it('asks the host once for the policies that the configuration does not name', async () => {
    decide = async (names) => new Set(names.filter((name) => name !== 'support'));
    const headers = { authorization: await issuer.bearer({ roles: ['AUDITOR'] }), 'apollographql-client-name': 'web' };
    const { body } = await rejecting.ask('query Q { audit me { email a: email } }', {}, headers);
    expect(body.data).toEqual({ audit: 'all well', me: { email: 'ada@example.test', a: 'ada@example.test' } });
    expect(questions).toEqual([
      [
        ['owner', 'support', 'on-duty'],
        expect.objectContaining({
          viewer: expect.objectContaining({ sub: 'user-1' }),
          client: expect.objectContaining({ name: 'web' }),
          operationName: 'Q',
          requestId: expect.any(String),
        }),
      ],
    ]);
    decide = async () => new Set(['support']);
    expect((await rejecting.ask('{ me { email } }', {}, headers)).status).toBe(403);
    questions.length = 0;
    await rejecting.ask('{ me { id } }', {}, headers);
    expect(questions).toEqual([]);
  });

  it.each<[string, DecidePolicies]>([
    ['throws', () => Promise.reject(new Error('broken'))],
    [
      'throws at once',
      () => {
        throw new Error('broken');
      },
    ],
    ['never decides', () => new Promise(() => {})],
  ])('denies what a host that %s was asked for', async (_, broken) => {
    decide = broken;
    const headers = { authorization: await issuer.bearer({}) };
    expect((await rejecting.ask('{ me { email } }', {}, headers)).status).toBe(403);
  });
});

describe('a subscription', () => {
  it('whose field is denied is refused, for there is nothing else to wait for', async () => {
    const client = createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const query = 'subscription { p: priceChanged { name } }';
    const refusal = await client
      .iterate({ query })
      .next()
      .catch((error) => error);
    expect(refusal).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', ref: 'AUTH_001' }) }),
    ]);
    await client.dispose();
    expect(federation.subgraphs.catalogue!.connectionParams).toEqual([]);
  });

  it('has null in every event for what its viewer may not have', async () => {
    const client = createClient({
      url: federation.webSocketUrl,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: await issuer.bearer() },
    });
    const answers = client.iterate({ query: 'subscription { priceChanged { name cost } }' });
    const expected = {
      data: { priceChanged: { name: 'Lamp', cost: null } },
      errors: [
        expect.objectContaining({
          path: ['priceChanged', 'cost'],
          extensions: expect.objectContaining({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }),
        }),
      ],
    };
    const pending = answers.next();
    await expect.poll(() => federation.subgraphs.catalogue!.liveSubscriptions.size).toBe(1);
    prices.emit({ priceChanged: { sku: 'x', name: 'Lamp', cost: 7 } });
    expect((await pending).value).toEqual(expected);
    await answers.return?.();
    await client.dispose();
  });
});

it('warns at the start when fields are guarded and nobody can sign in', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
  await using _router = await createRouter({ supergraphSdl, logger });
  expect(lines).toEqual([expect.stringContaining('everybody is a guest')]);
});
