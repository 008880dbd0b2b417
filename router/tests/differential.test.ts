import { buildSchema, execute, parse, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { loadSupergraph } from '../src/supergraph/load-supergraph.js';
import { createLibrary } from './fixtures/library.js';
import { randomOperation } from './fixtures/random-operation.js';
import { composeSupergraph, startFederation } from './fixtures/start-federation.js';

const SEEDS = (process.env.ROUTER_TEST_SEEDS ?? '1,2,3').split(',').map(Number);
const OPERATIONS_PER_SEED = Number(process.env.ROUTER_TEST_OPERATIONS ?? 25);

/** mulberry32: a small generator whose numbers depend on the seed alone. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it.each(SEEDS)('answers as one schema over the same data does: seed %i', async (seed) => {
  const random = randomFrom(seed);
  const library = createLibrary(random);
  await using federation = await startFederation(library.subgraphs);
  const { apiSchema } = loadSupergraph(composeSupergraph(Object.values(federation.subgraphs)));
  const schema = buildSchema(printSchema(apiSchema));
  for (const [typeName, resolvers] of Object.entries(library.resolvers)) {
    const type = schema.getType(typeName);
    if (!type || !('getFields' in type)) throw new Error(`No type ${typeName}`);
    for (const [name, resolve] of Object.entries(resolvers)) Object.assign(type.getFields()[name]!, { resolve });
  }

  for (let n = 0; n < OPERATIONS_PER_SEED; n++) {
    const { query, variables } = randomOperation(schema, random);
    const expected = await execute({
      schema,
      document: parse(query),
      rootValue: library.rootValue,
      variableValues: variables,
    });
    const { body } = await federation.ask(query, variables);
    expect(JSON.stringify(body.data), query).toBe(JSON.stringify(expected.data));
    expect(Boolean(body.errors), query).toBe(Boolean(expected.errors));
  }
});
