import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRouter, SupergraphError } from '../../src/index.js';
import { composeSupergraph, startFederation, type TestFederation } from '../fixtures/start-federation.js';
import type { SubgraphDefinition } from '../fixtures/start-subgraph.js';

const tag = (name: string) => `@tag(name: "${name}")`;

const things = [
  { __typename: 'Book', id: '1', title: 'Emma', cost: 5, state: 'SOLD' },
  { __typename: 'Draft', id: '2', title: 'Secret', cost: 1, state: 'HELD' },
];

/** Books, which partners may see, and what is behind them, which they may not. */
const graph: SubgraphDefinition[] = [
  {
    name: 'shelf',
    sdl: `
      type Query {
        thing(id: ID!): Thing ${tag('partner')}
        found(by: By): [Found] ${tag('partner')}
        audit: String
      }
      type Subscription { thingMoved: Thing ${tag('partner')} audited: String }
      interface Thing { id: ID! ${tag('partner')} title: String ${tag('partner')} state: State ${tag('partner')} }
      type Book implements Thing @key(fields: "id") {
        id: ID! ${tag('partner')} title: String ${tag('partner')} state: State ${tag('partner')} cost: Int
      }
      type Draft implements Thing @key(fields: "id") ${tag('internal')} { id: ID! title: String state: State }
      union Found ${tag('partner')} = Book | Draft
      enum State { SOLD HELD ${tag('internal')} }
      input By { title: String cost: Int ${tag('internal')} }
    `,
    resolvers: {
      Query: {
        thing: (_: unknown, { id }: any) => things.find((thing) => thing.id === id),
        found: () => things,
        audit: () => 'all',
      },
      Subscription: {
        thingMoved: {
          async *subscribe() {
            yield { thingMoved: things[0] };
          },
        },
      },
    },
  },
  {
    name: 'stock',
    sdl: `type Book @key(fields: "id") { id: ID! pieces: Int ${tag('partner')} weight: Int }`,
    resolvers: { Book: { __resolveReference: ({ id }: any) => ({ id, pieces: 3, weight: 9 }) } },
  },
];

let federation: TestFederation;
const contract = { includeTags: ['partner'], excludeTags: ['internal'] };

beforeAll(async () => {
  federation = await startFederation(graph, { contracts: [{ name: 'partner', ...contract }] });
});

afterAll(async () => federation[Symbol.asyncDispose]());

const ask = async (query: string, path = '/graphql/partner', headers = {}) => {
  const response = await fetch(new URL(path, federation.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const body: any = await response.json();
  return { status: response.status, body };
};

it('shows the whole graph at /graphql, and at /graphql/<name> what its tags leave', async () => {
  const introspection = '{ __schema { types { name } } __type(name: "Query") { fields { name } } }';
  const names = async (path: string) => {
    const { body } = await ask(introspection, path);
    return {
      types: body.data.__schema.types.map(({ name }: any) => name).filter((name: string) => !name.startsWith('__')),
      fields: body.data.__type.fields.map(({ name }: any) => name),
    };
  };
  const whole = await names('/graphql');
  expect(whole.fields).toEqual(['thing', 'found', 'audit']);
  expect(whole.types).toEqual(expect.arrayContaining(['Draft', 'Book']));
  const part = await names('/graphql/partner');
  expect(part.fields).toEqual(['thing', 'found']);
  expect(part.types).not.toContain('Draft');
});

it('answers over several subgraphs, and knows nothing of what is hidden', async () => {
  const query = '{ thing(id: "1") { id title ... on Book { pieces } } }';
  const data = { thing: { id: '1', title: 'Emma', pieces: 3 } };
  expect(await ask(query)).toEqual({ status: 200, body: { data } });
  const refused = [
    '{ audit }',
    '{ thing(id: "1") { ... on Book { cost } } }',
    '{ thing(id: "1") { ... on Book { weight } } }',
    '{ thing(id: "2") { ... on Draft { title } } }',
    '{ found(by: { cost: 1 }) { __typename } }',
  ];
  for (const hidden of refused) {
    expect((await ask(hidden, '/graphql')).body.errors, hidden).toBeUndefined();
    expect((await ask(hidden)).body.errors[0].extensions.code, hidden).toBe('GRAPHQL_VALIDATION_FAILED');
  }
});

it('has null where a subgraph answers what is hidden', async () => {
  expect((await ask('{ thing(id: "2") { title } }')).body.data).toEqual({ thing: null });
  expect((await ask('{ found { __typename ... on Book { state } } }')).body.data).toEqual({
    found: [{ __typename: 'Book', state: 'SOLD' }, null],
  });
});

it('is the same over GET, server-sent events and WebSocket', async () => {
  const path = federation.url.replace('/graphql', '/graphql/partner');
  const get = await fetch(`${path}?query={audit}`, { headers: { 'apollo-require-preflight': '1' } });
  const answer: any = await get.json();
  expect(answer.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');

  const sse = createSseClient({ url: path, retryAttempts: 0 });
  const webSocket = createClient({ url: path.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  for (const client of [sse, webSocket]) {
    const moved = await client.iterate({ query: 'subscription { thingMoved { title } }' }).next();
    expect(moved.value).toMatchObject({ data: { thingMoved: { title: 'Emma' } } });
    const hidden = client.iterate({ query: 'subscription { audited }' }).next();
    const outcome = await hidden.then(
      ({ value }) => value?.errors,
      (errors) => errors,
    );
    expect(outcome[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    await client.dispose();
  }
});

it('has no other paths', async () => {
  expect((await ask('{ __typename }', '/graphql/nobody')).status).toBe(404);
  const socket = new WebSocket(`${federation.webSocketUrl}/nobody`, 'graphql-transport-ws');
  expect(await new Promise((resolve) => socket.on('error', ({ message }) => resolve(message)))).toContain('404');
});

it('is what /graphql shows, when it is the contract of the whole router', async () => {
  await using part = await startFederation(graph, { contract });
  expect((await part.ask('{ thing(id: "1") { title } }')).body.data).toEqual({ thing: { title: 'Emma' } });
  expect((await part.ask('{ audit }')).body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
});

it('warns of tags that the supergraph does not have: they hide and show nothing', async () => {
  const supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const contracts = [{ name: 'typo', includeTags: ['partner'], excludeTags: ['interal', 'internal'] }];
  await using _ = await createRouter({ supergraphSdl, config: { contracts }, logger });
  expect(lines.map((line) => JSON.parse(line).tags)).toEqual([['interal']]);
});

it('that leaves no valid schema is why the router does not start', async () => {
  const supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
  const starting = createRouter({ supergraphSdl, config: { contracts: [{ name: 'mad', includeTags: ['internal'] }] } });
  await expect(starting).rejects.toThrow(SupergraphError);
  await expect(starting).rejects.toThrow(
    /^The contract at \/graphql\/mad leaves no valid schema: Type "Query" is @inaccessible but is the root query type/,
  );
});
