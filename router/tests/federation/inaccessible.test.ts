import { describe, expect, it } from 'vitest';
import { answers } from '../fixtures/answers.js';
import { startFederation } from '../fixtures/start-federation.js';

describe('what clients may not see', () => {
  const a = {
    name: 'a',
    sdl: `
      type Query { state: State list: [State] node: Node nodes: [Node] echo(input: In!): String }
      enum State { ON OFF @inaccessible }
      input In { x: Int y: Int @inaccessible }
      interface Node { id: ID! }
      type Shown implements Node { id: ID! }
      type Hidden implements Node @inaccessible { id: ID! }
    `,
    resolvers: {
      Query: {
        state: () => 'OFF',
        list: () => ['ON', 'OFF'],
        node: () => ({ __typename: 'Hidden', id: '1' }),
        nodes: () => [
          { __typename: 'Hidden', id: '1' },
          { __typename: 'Shown', id: '2' },
        ],
        echo: (_: unknown, { input }: any) => JSON.stringify(input),
      },
    },
  };

  it('nulls enum values and objects that are @inaccessible, with an error', async () => {
    await answers({
      subgraphs: [a],
      query: '{ state list node { id } nodes { __typename id } }',
      data: { state: null, list: ['ON', null], node: null, nodes: [null, { __typename: 'Shown', id: '2' }] },
      errorPaths: [['state'], ['list', 1], ['node'], ['nodes', 0]],
    });
  });

  it('takes only input fields that every subgraph has', async () => {
    await answers({ subgraphs: [a], query: '{ echo(input: {x: 1}) }', data: { echo: '{"x":1}' } });
    await using federation = await startFederation([a]);
    const { body } = await federation.ask('{ echo(input: {x: 1, y: 2}) }');
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
