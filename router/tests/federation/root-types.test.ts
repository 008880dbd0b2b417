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
});
