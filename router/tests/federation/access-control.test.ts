import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createRouter } from '../../src/index.js';
import { composeSupergraph } from '../fixtures/start-federation.js';
import { startSubgraph } from '../fixtures/start-subgraph.js';

it('warns of directives of access control, which it does not enforce', async () => {
  const a = {
    name: 'a',
    sdl: 'type Query { open: Int secret: Int @authenticated }',
  };
  await using subgraph = await startSubgraph(a);
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  await using _router = await createRouter({ supergraphSdl: composeSupergraph([subgraph]), logger });
  expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ directives: ['authenticated'] })]);
});
