import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';
import type { SubgraphDefinition } from './fixtures/start-subgraph.js';

const SPECIFICATION = 'https://specs.apollo.dev/cost/v0.1';

const library: SubgraphDefinition[] = [
  {
    name: 'books',
    sdl: `
      extend schema @link(url: "${SPECIFICATION}", import: [{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@length" }])
      type Query { books(first: Int!): [Book!] @length(slicingArguments: ["first"]) }
      type Mutation { add: Book }
      type Book @key(fields: "id") @price(weight: 2) { id: ID! }
    `,
    resolvers: {
      Query: { books: () => [{ id: '1' }, { id: '2' }] },
      Mutation: { add: () => ({ id: '3' }) },
    },
  },
  {
    name: 'prices',
    sdl: `
      extend schema @link(url: "${SPECIFICATION}", import: [{ name: "@cost", as: "@price" }])
      type Book @key(fields: "id") { id: ID! value: Int @price(weight: 5) }
    `,
    resolvers: { Book: { __resolveReference: ({ id }: { id: string }) => ({ id, value: 7 }) } },
  },
];

const TOO_DEAR = { code: 'COST_ESTIMATED_TOO_EXPENSIVE', ref: 'LIM_003' };
const booksOf = (first: number) => `{ books(first: ${first}) { value } }`;

describe('demand control', () => {
  let federation: TestFederation;
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await startIssuer();
    federation = await startFederation(library, {
      authentication: { jwksUrl: issuer.jwksUrl },
      demand: {
        mode: 'enforce',
        maxCost: 70,
        inExtensions: true,
        budgets: [
          { scope: 'bulk', maxCost: 700 },
          { claim: { name: 'plan', value: 'small' }, maxCost: 7 },
        ],
      },
    });
  });
  afterAll(async () => {
    await federation[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
  });

  const ask = (query: string, authorization?: string, variables?: Record<string, unknown>) =>
    federation.ask(query, variables, authorization === undefined ? {} : { authorization });

  it('tells what an operation was thought to cost and what it did cost', async () => {
    const { body } = await ask(booksOf(10));
    expect(body).toEqual({
      data: { books: [{ value: 7 }, { value: 7 }] },
      extensions: { cost: { estimated: 70, actual: 14, max: 70 } },
    });
    expect((await ask('mutation { add { id } }')).body.extensions.cost).toEqual({ estimated: 12, actual: 12, max: 70 });
  });

  it('refuses what is too dear, and asks no subgraph', async () => {
    const asked = federation.subgraphs.books?.requests.length;
    const { body } = await ask(booksOf(11));
    expect(body.errors[0]).toMatchObject({
      message: "The operation's estimated cost must be at most 70, got 77",
      extensions: TOO_DEAR,
    });
    const byVariable = await ask('query($n: Int!) { books(first: $n) { value } }', undefined, { n: 11 });
    expect(byVariable.body.errors[0].extensions).toMatchObject(TOO_DEAR);
    expect(federation.subgraphs.books?.requests).toHaveLength(asked ?? 0);
  });

  it("goes by the viewer's budget", async () => {
    const bulk = await issuer.bearer({ scope: 'read bulk' });
    expect((await ask(booksOf(100), bulk)).body.extensions.cost.max).toBe(700);
    expect((await ask(booksOf(101), bulk)).body.errors[0].extensions).toMatchObject(TOO_DEAR);
    const small = await issuer.bearer({ plan: ['trial', 'small'] });
    expect((await ask(booksOf(1), small)).body.extensions.cost.max).toBe(7);
    expect((await ask(booksOf(2), small)).body.errors[0].extensions).toMatchObject(TOO_DEAR);
  });

  it('counts', async () => {
    const metrics = await (await fetch(federation.url.replace('/graphql', '/metrics'))).text();
    expect(metrics).toMatch(/graphql_operations_too_expensive_total\{mode="enforce"\} \d/);
    expect(metrics).toMatch(/graphql_operation_estimated_cost_bucket\{le="100",kind="query"\} \d/);
    expect(metrics).toMatch(/graphql_operation_actual_cost_sum\{kind="mutation"\} 12/);
  });
});

it('demand that is only measured refuses nothing', async () => {
  await using federation = await startFederation(library, { demand: { mode: 'measure', maxCost: 1 } });
  const { body } = await federation.ask(booksOf(1));
  expect(body).toEqual({ data: { books: [{ value: 7 }, { value: 7 }] } });
  const metrics = await (await fetch(federation.url.replace('/graphql', '/metrics'))).text();
  expect(metrics).toContain('graphql_operations_too_expensive_total{mode="measure"} 1');
});
