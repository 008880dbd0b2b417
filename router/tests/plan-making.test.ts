import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPlan } from '../src/plan-making/build-plan.js';
import { PlanningThread } from '../src/plan-making/planning-thread.js';
import { loadSupergraph } from '../src/supergraph/load-supergraph.js';
import { shop } from './fixtures/shop.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';
import { KNOTTY, tangled } from './fixtures/tangled-graph.js';

const LIMITED = { code: 'LIMIT_EXCEEDED', ref: 'LIM_002' };

describe('an operation that the planner cannot cope with', () => {
  let federation: TestFederation;

  beforeAll(async () => {
    federation = await startFederation(tangled, { limits: { planningMs: 300 } });
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  it('is refused in time, and does not keep others waiting', async () => {
    const order: string[] = [];
    const knotty = federation.ask(KNOTTY).finally(() => order.push('knotty'));
    const others = Array.from({ length: 6 }, (_, n) =>
      federation.ask(`{ easy${n} }`).finally(() => order.push('easy')),
    );
    for (const [n, { body }] of (await Promise.all(others)).entries()) expect(body.data).toEqual({ [`easy${n}`]: n });
    const { body } = await knotty;
    expect(body.errors[0]).toMatchObject({
      message: 'The operation cannot be planned in 300 ms',
      extensions: LIMITED,
    });
    expect(order.at(-1)).toBe('knotty');
  });

  it('is refused at once the next time', async () => {
    const startedAt = performance.now();
    expect((await federation.ask(KNOTTY)).body.errors[0].extensions).toMatchObject(LIMITED);
    expect(performance.now() - startedAt).toBeLessThan(300);
  });
});

describe('a plan', () => {
  it('that is made in a thread is the one that is made here', async () => {
    await using federation = await startFederation(shop);
    const sdl = composeSupergraph(Object.values(federation.subgraphs));
    const document = parse(
      '{ me { name reviews { text product { name shipping } } } products { id reviews { text } } }',
    );
    const request = { document, overrides: new Map() };
    await using thread = new PlanningThread(sdl, 30_000);
    const [made, broken] = await Promise.all([
      thread.make(request),
      thread.make({ ...request, document: parse('{ unknown }') }).catch((error) => error),
    ]);
    expect(made).toMatchObject({ kind: 'plan', plan: buildPlan(loadSupergraph(sdl), request) });
    expect(broken).toMatchObject({ message: expect.stringContaining('The planner failed') });
    const waiting = thread.make(request).catch((error) => error);
    await thread[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject({ reason: 'unavailable' });
  });

  it('may not have more fetches than the limit', async () => {
    await using federation = await startFederation(shop, { limits: { fetches: 2 } });
    expect((await federation.ask('{ me { name reviews { text } } }')).body.data.me.name).toBe('Ada');
    const { body } = await federation.ask('{ me { name reviews { product { name } } } }');
    expect(body.errors[0]).toMatchObject({
      message: "The plan's number of fetches must be at most 2, got 3",
      extensions: LIMITED,
    });
  });
});
