import { describe, expect, it } from 'vitest';
import { answers } from '../fixtures/answers.js';
import { startFederation } from '../fixtures/start-federation.js';

describe('root types', () => {
  it('are refused where the supergraph does not have them', async () => {
    await using federation = await startFederation([{ name: 'a', sdl: 'type Query { a: Int }' }]);
    for (const kind of ['mutation', 'subscription']) {
      const { body } = await federation.ask(`${kind} { anything }`);
      expect(body).toEqual({
        errors: [{ message: `The schema has no ${kind}s`, extensions: expect.objectContaining({ ref: 'VAL_003' }) }],
      });
    }
  });

  it('refuse what no subgraph can be asked for, and execute nothing', async () => {
    const a = {
      name: 'a',
      sdl: `
        type Query { node: Node other: Int }
        interface Node @key(fields: "id") { id: ID! }
      `,
      resolvers: { Query: { node: () => ({ __typename: 'Node', id: '1' }), other: () => 1 } },
    };
    const b = {
      name: 'b',
      sdl: `
        type Query { b: Int }
        type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
      `,
    };
    await using federation = await startFederation([a, b]);
    for (const query of ['{ node { field } }', '{ other node { field } }']) {
      const { body } = await federation.ask(query);
      expect(body).toEqual({
        errors: [
          {
            message: 'No subgraph can answer Query.node as it is asked',
            extensions: expect.objectContaining({ code: 'QUERY_PLANNING_FAILED', ref: 'VAL_005' }),
          },
        ],
      });
    }
  });

  it('can be reached again from a payload, over subgraphs', async () => {
    const counter = { value: 0 };
    const subgraphs = [
      {
        name: 'a',
        sdl: 'type Query { count: Int! } type Mutation { add(n: Int!): Added! } type Added { query: Query! }',
        resolvers: {
          Query: { count: () => counter.value },
          Mutation: {
            add: (_: unknown, { n }: { n: number }) => {
              counter.value += n;
              return { query: {} };
            },
          },
        },
      },
      { name: 'b', sdl: 'type Query { double: Int! }', resolvers: { Query: { double: () => counter.value * 2 } } },
    ];
    await answers({
      subgraphs,
      query: 'mutation { add(n: 2) { query { count double __typename } } }',
      data: { add: { query: { count: 2, double: 4, __typename: 'Query' } } },
    });
  });

  it('have any name in a subgraph', async () => {
    const subgraphs = [
      {
        name: 'a',
        sdl: `
          schema { query: Questions mutation: Deeds }
          type Questions { self: Questions! count: Int! }
          type Deeds { add: Questions! }
        `,
        resolvers: { Questions: { self: () => ({}), count: () => 1 }, Deeds: { add: () => ({}) } },
      },
      {
        name: 'b',
        sdl: 'schema { query: Reads } type Reads { double(n: Int): Int! }',
        resolvers: { Reads: { double: (_: unknown, { n = 1 }: { n?: number }) => n * 2 } },
      },
    ];
    await answers({
      subgraphs,
      query: `query ($yes: Boolean = true) {
        __typename double ...Q @include(if: $yes) self { ... @include(if: $yes) { double(n: 3) } self { __typename double count } }
      }
      fragment Q on Query { other: double(n: 2) }`,
      data: {
        __typename: 'Query',
        double: 2,
        other: 4,
        self: { double: 6, self: { __typename: 'Query', double: 2, count: 1 } },
      },
    });
    await answers({
      subgraphs,
      query: 'mutation { __typename add { count double } }',
      data: { __typename: 'Mutation', add: { count: 1, double: 2 } },
    });
  });
});
