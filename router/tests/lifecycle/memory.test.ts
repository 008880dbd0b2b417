import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createEngine } from '../../src/create-engine.js';
import type { Engine } from '../../src/engine.js';
import { handleOperation } from '../../src/pipeline/index.js';
import { composeSupergraph } from '../fixtures/start-federation.js';

it('keeps nothing of an engine that is disposed', async () => {
  const parts: WeakRef<object>[] = [];
  for (let count = 0; count < 3; count++) parts.push(...(await openAndClose()));
  await freed(parts);
});

it('keeps nothing of a supergraph that another replaced, nor of what was asked of it', async () => {
  const graphs: WeakRef<object>[] = [];
  let update: (sdl: string) => void = () => undefined;
  await using engine = await createEngine({
    async supergraph(manager) {
      ({ update } = manager);
      return { supergraphSdl: supergraphWith('a') };
    },
    logger: pino({ level: 'silent' }),
  });
  for (const next of ['b', 'c', 'd']) {
    const { hash } = engine.graph;
    graphs.push(new WeakRef(engine.graph));
    await ask(engine, '{ __schema { queryType { name } } }');
    update(supergraphWith(next));
    await vi.waitFor(() => expect(engine.graph.hash).not.toBe(hash));
  }
  await freed(graphs);
});

/** In a function of its own, whose variables end with it. */
async function openAndClose(): Promise<WeakRef<object>[]> {
  await using engine = await createEngine({ supergraphSdl: supergraphWith('a'), logger: pino({ level: 'silent' }) });
  return [new WeakRef(engine.metrics), new WeakRef(engine.graph)];
}

async function ask(engine: Engine, query: string): Promise<void> {
  const outcome = await handleOperation(engine, {
    parameters: { query },
    authorization: undefined,
    client: {},
    headers: {},
    requestId: 'memory',
    transport: 'http-post',
    takesStream: false,
    delivery: 'whole',
    signal: new AbortController().signal,
  });
  if (!('answer' in outcome) || outcome.answer.errors) throw new Error('It was not answered');
}

function supergraphWith(field: string): string {
  const typeDefs = parse(`type Query { ${field}: Int }`);
  return composeSupergraph([{ name: 'only', url: 'http://127.0.0.1:9/graphql', typeDefs }]);
}

async function freed(objects: readonly WeakRef<object>[]): Promise<void> {
  await vi.waitFor(() => {
    collectGarbage();
    expect(objects.filter((object) => object.deref())).toHaveLength(0);
  });
}

/** Of everything that nothing refers to. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
}
