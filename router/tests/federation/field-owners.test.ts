import { describe, it } from 'vitest';
import { answers } from '../fixtures/answers.js';

describe('who answers a field', () => {
  const source = (name: string, sdl: string, value: string) => ({
    name,
    sdl,
    resolvers: { Thing: { __resolveReference: (thing: unknown) => thing, value: () => value } },
  });
  const entry = {
    name: 'entry',
    sdl: `type Query { thing: Thing! } type Thing @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { thing: () => ({ id: '1' }) } },
  };
  const old = source('old', `type Thing @key(fields: "id") { id: ID! value: String }`, 'old');

  it('@override takes the field away from the other subgraph', async () => {
    const neu = source('neu', `type Thing @key(fields: "id") { id: ID! value: String @override(from: "old") }`, 'new');
    await answers({ subgraphs: [entry, old, neu], query: '{ thing { value } }', data: { thing: { value: 'new' } } });
  });

  it.each([
    ['percent(0)', [], 'old'],
    ['percent(100)', [], 'new'],
    ['launch', [], 'old'],
    ['launch', ['launch'], 'new'],
  ])('@override(label: "%s") with the active labels %j', async (label, overrideLabels, value) => {
    const sdl = `type Thing @key(fields: "id") { id: ID! value: String @override(from: "old", label: "${label}") }`;
    const subgraphs = [entry, old, source('neu', sdl, 'new')];
    await answers({ subgraphs, config: { overrideLabels }, query: '{ thing { value } }', data: { thing: { value } } });
  });

  it('@provides saves the way to the owner, on the path that provides', async () => {
    const shelf = {
      name: 'shelf',
      sdl: `type Query { direct: Thing @provides(fields: "value") plain: Thing }
            type Thing @key(fields: "id") { id: ID! value: String @external }`,
      resolvers: {
        Query: { direct: () => ({ id: '1', value: 'provided' }), plain: () => ({ id: '1', value: 'not this' }) },
      },
    };
    const owner = source('owner', `type Thing @key(fields: "id") { id: ID! value: String @shareable }`, 'owned');
    await answers({
      subgraphs: [shelf, owner],
      query: '{ direct { value } plain { value } }',
      data: { direct: { value: 'provided' }, plain: { value: 'owned' } },
    });
  });

  it('@shareable value types and root fields are put together from several subgraphs', async () => {
    const part = (name: string, field: string) => ({
      name,
      sdl: `type Query { position: Position! @shareable } type Position @shareable { shared: Int! ${field}: Int! }`,
      resolvers: { Query: { position: () => ({ shared: 0, [field]: 1 }) } },
    });
    await answers({
      subgraphs: [part('one', 'x'), part('two', 'y')],
      query: '{ position { x shared y } }',
      data: { position: { x: 1, shared: 0, y: 1 } },
    });
  });
});
