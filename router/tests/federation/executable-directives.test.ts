import { describe, expect, it } from 'vitest';
import { answers } from '../fixtures/answers.js';
import { startFederation } from '../fixtures/start-federation.js';

describe('directives of the graph’s own in operations', () => {
  const subgraph = (name: string, argument: string) => ({
    name,
    sdl: `
      extend schema
        @link(url: "https://specs.example/audience/v1.0", import: ["@audience"])
        @composeDirective(name: "@audience")
      directive @audience(of: Audience!${argument}) on FIELD
      enum Audience { ALL STAFF }
      type Query { ${name}: String }
    `,
    resolvers: {
      Query: {
        [name]: (_: unknown, _arguments: unknown, _context: unknown, { fieldNodes: [field] }: any) =>
          field.directives.map(({ arguments: [{ value }] }: any) => value.value).join(),
      },
    },
  });
  const subgraphs = [subgraph('news', ''), subgraph('notes', ' = ALL')];

  it('reach every subgraph with the defaults of the supergraph', async () => {
    await answers({
      subgraphs,
      query: '{ news @audience notes @audience(of: STAFF) }',
      data: { news: 'ALL', notes: 'STAFF' },
    });
  });

  it('are in the API schema', async () => {
    await using federation = await startFederation(subgraphs);
    const { body } = await federation.ask('{ __schema { directives { name locations } } }');
    expect(body.data.__schema.directives).toContainEqual({ name: 'audience', locations: ['FIELD'] });
  });
});
