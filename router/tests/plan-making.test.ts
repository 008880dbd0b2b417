import { setImmediate } from 'node:timers/promises';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { limits } from '../src/config/limits-config.js';
import { buildPlan } from '../src/plan-making/build-plan.js';
import { PlanMaker } from '../src/plan-making/plan-maker.js';
import { PlanningThread } from '../src/plan-making/planning-thread.js';
import { loadSupergraph } from '../src/supergraph/load-supergraph.js';
import { shop } from './fixtures/shop.js';
import { composeSupergraph, startFederation } from './fixtures/start-federation.js';
import { KNOTTY, tangled } from './fixtures/tangled-graph.js';

const supergraphOf = (definitions: typeof tangled) =>
  composeSupergraph(definitions.map(({ name, sdl }) => ({ name, url: 'http://nowhere', typeDefs: subgraphSdl(sdl) })));

const subgraphSdl = (sdl: string) =>
  parse(
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])${sdl}`,
  );

const requestFor = (text: string) => ({ document: parse(text), overrides: new Map<string, boolean>() });

it('an operation that the planner cannot cope with is refused, and the event loop goes on meanwhile', async () => {
  const supergraphSdl = supergraphOf(tangled);
  const supergraph = loadSupergraph(supergraphSdl);
  await using plans = new PlanMaker({ supergraph, supergraphSdl, limits: limits.parse({ planningMs: 100 }) });
  const made = Promise.resolve(plans.make('knotty', requestFor(KNOTTY)));
  let isMade = false;
  const refusal = made.catch((error) => {
    isMade = true;
    return error;
  });
  let turns = 0;
  for (; !isMade; turns++) await setImmediate();
  expect(await refusal).toMatchObject({
    reason: 'limitExceeded',
    message: 'The operation cannot be planned in 100 ms',
  });
  expect(turns).toBeGreaterThan(100);
  // Not even tried the next time.
  expect(() => plans.make('knotty', requestFor(KNOTTY))).toThrow('The operation cannot be planned in 100 ms');
});

it('a plan that is made in a thread is the one that is made here', async () => {
  const supergraphSdl = supergraphOf(shop);
  const request = requestFor(
    '{ me { name reviews { text product { name shipping } } } products { id reviews { text } } }',
  );
  await using thread = new PlanningThread(supergraphSdl, 30_000);
  const [made, broken] = await Promise.all([
    thread.make(request),
    thread.make(requestFor('{ unknown }')).catch((error) => error),
  ]);
  expect(made).toMatchObject({ kind: 'plan', plan: buildPlan(loadSupergraph(supergraphSdl), request) });
  expect(broken).toMatchObject({ message: expect.stringContaining('The planner failed') });
  const waiting = thread.make(request).catch((error) => error);
  await thread[Symbol.asyncDispose]();
  expect(await waiting).toMatchObject({ reason: 'unavailable' });
});

it('a plan may not be longer than the limit', async () => {
  await using federation = await startFederation(shop, { limits: { planCharacters: 90 } });
  expect((await federation.ask('{ products { name } }')).body.data.products).toHaveLength(3);
  const { body } = await federation.ask('{ products { name reviews { text } } }');
  expect(body.errors[0]).toMatchObject({
    message: expect.stringMatching(/^The plan's length in characters must be at most 90, got \d+$/),
    extensions: { code: 'LIMIT_EXCEEDED', ref: 'LIM_002' },
  });
});

it('a plan may not have more fetches than the limit', async () => {
  await using federation = await startFederation(shop, { limits: { fetches: 2 } });
  expect((await federation.ask('{ me { name reviews { text } } }')).body.data.me.name).toBe('Ada');
  const { body } = await federation.ask('{ me { name reviews { product { name } } } }');
  expect(body.errors[0]).toMatchObject({
    message: "The plan's number of fetches must be at most 2, got 3",
    extensions: { code: 'LIMIT_EXCEEDED', ref: 'LIM_002' },
  });
});
