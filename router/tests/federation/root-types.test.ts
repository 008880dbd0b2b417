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
