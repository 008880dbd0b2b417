import { describe, expect, it } from 'vitest';
import { answers } from '../fixtures/answers.js';
import { startFederation } from '../fixtures/start-federation.js';

describe('what clients may not see', () => {
  const a = {
    name: 'a',
    sdl: `
      type Query {
        state: State
        must: State!
        list: [State]
        node: Node
        nodes: [Node]
        strict: [Node!]
        echo(input: In!): String
      }
      enum State { ON OFF @inaccessible }
      input In { x: Int y: Int @inaccessible }
      interface Node { id: ID! }
      type Shown implements Node { id: ID! }
      type Hidden implements Node @inaccessible { id: ID! }
    `,
    resolvers: {
      Query: {
        state: () => 'OFF',
        must: () => 'OFF',
        strict: () => [{ __typename: 'Hidden', id: '1' }],
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

  it('nulls enum values and objects that are @inaccessible without a word', async () => {
    await answers({
      subgraphs: [a],
      query: '{ state list node { id } nodes { __typename id } }',
      data: { state: null, list: ['ON', null], node: null, nodes: [null, { __typename: 'Shown', id: '2' }] },
    });
  });

  it('has an error for those that no null may stand for', async () => {
    await answers({ subgraphs: [a], query: '{ strict { id } }', data: { strict: null }, errorPaths: [['strict', 0]] });
    await answers({ subgraphs: [a], query: '{ must }', data: null, errorPaths: [['must']] });
  });

  it('takes only input fields that every subgraph has', async () => {
    await answers({ subgraphs: [a], query: '{ echo(input: {x: 1}) }', data: { echo: '{"x":1}' } });
    await using federation = await startFederation([a]);
    const { body } = await federation.ask('{ echo(input: {x: 1, y: 2}) }');
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
