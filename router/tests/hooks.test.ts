import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { loadHooks } from '../src/hooks/load-hooks.js';
import type { PlanEvent, ResponseEvent, RouterHooks, SubgraphResponseEvent } from '../src/index.js';
import { SubgraphFailure } from '../src/index.js';
import { EventSource } from './fixtures/event-source.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

const FAILED = { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR', ref: 'SYS_003' } };

let federation: TestFederation;
/** Those that the next requests meet. */
let hooks: RouterHooks[] = [];
let written = 0;
const changes = new EventSource<{ changed: { id: string; name: string } }>();

/** The hooks of a router are fixed at its start: these two call whichever a test has put in their place. */
const placeFor = (index: number): RouterHooks => ({
  onRequest: (event) => hooks[index]?.onRequest?.(event),
  onPlan: (event) => hooks[index]?.onPlan?.(event),
  onSubgraphRequest: (event) => hooks[index]?.onSubgraphRequest?.(event),
  onSubgraphResponse: (event) => hooks[index]?.onSubgraphResponse?.(event),
  onResponse: (event) => hooks[index]?.onResponse?.(event),
});

beforeAll(async () => {
  const products = {
    name: 'products',
    sdl: `type Query { product: Product } type Mutation { write: Int }
      type Subscription { changed: Product } type Product @key(fields: "id") { id: ID! name: String }`,
    resolvers: {
      Query: { product: () => ({ id: '1', name: 'Lamp' }) },
      Mutation: { write: () => ++written },
      Subscription: {
        changed: { subscribe: () => changes.open() },
      },
    },
  };
  const stock = {
    name: 'stock',
    sdl: 'type Product @key(fields: "id") { id: ID! pieces: Int }',
    resolvers: { Product: { pieces: () => 3 } },
  };
  const config = { deadlines: { subgraphMs: 1_000 }, headers: { toSubgraphs: [{ propagate: 'accept-language' }] } };
  federation = await startFederation([products, stock], config, { hooks: [placeFor(0), placeFor(1)] });
});

afterAll(() => federation[Symbol.asyncDispose]());

beforeEach(() => {
  written = 0;
  for (const { requests, connectionParams } of Object.values(federation.subgraphs)) {
    requests.length = 0;
    connectionParams.length = 0;
  }
});

afterEach(async () => {
  await live(0);
  hooks = [];
  vi.unstubAllEnvs();
});

const ask: TestFederation['ask'] = (...asked) => federation.ask(...asked);
const askedFor = () => Object.values(federation.subgraphs).flatMap(({ requests }) => requests);

const live = (count: number) => expect.poll(() => federation.subgraphs.products?.liveSubscriptions.size).toBe(count);

function subscribe(connectionParams: Record<string, string> = {}) {
  const client = createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, connectionParams });
  const answers = client.iterate({ query: 'subscription { changed { name pieces } }' });
  const answer = answers.next();
  return {
    /** The answer to an event. */
    async answer() {
      changes.emit({ changed: { id: '1', name: 'Lamp' } });
      return (await answer).value;
    },
    refusal: () =>
      answer.then(
        () => undefined,
        (errors: unknown) => errors,
      ),
    [Symbol.asyncDispose]: async () => client.dispose(),
  };
}

describe('the examples', () => {
  const folder = fileURLToPath(new URL('../examples/hooks/', import.meta.url));
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const load = async (name: string) => {
    hooks = [...(await loadHooks(`${folder}${name}.mjs`))];
  };

  it.each(['tenant-header', 'maintenance', 'timing'])('%s stands in the README as it is run', (name) => {
    expect(readme).toContain(readFileSync(`${folder}${name}.mjs`, 'utf8'));
  });

  it('tell subgraphs the tenant', async () => {
    await load('tenant-header');
    await ask('{ product { name pieces } }');
    expect(askedFor().map(({ headers }) => headers['x-tenant'])).toEqual(['127', '127']);
  });

  it('refuse others than the addresses of a maintenance', async () => {
    await load('maintenance');
    vi.stubEnv('MAINTENANCE_ADDRESSES', '10.0.0.1');
    const { status, headers, body } = await ask('{ product { name } }');
    expect([status, headers.get('retry-after')]).toEqual([503, '600']);
    expect(body.errors).toMatchObject([{ message: 'Back at nine', extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
    vi.stubEnv('MAINTENANCE_ADDRESSES', '10.0.0.1,127.0.0.1');
    expect((await ask('{ product { name } }')).body.data).toEqual({ product: { name: 'Lamp' } });
  });

  it('tell clients how long it took', async () => {
    await load('timing');
    const { data, extensions } = (await ask('{ product { name pieces } }')).body;
    expect(data).toEqual({ product: { name: 'Lamp', pieces: 3 } });
    const { totalMs, waitedMs } = extensions.timing;
    expect(Object.keys(waitedMs)).toEqual(['products', 'stock']);
    expect(totalMs).toBeGreaterThan(waitedMs.products + waitedMs.stock);
  });
});

describe('onRequest', () => {
  it('answers in place of the graph; later hooks are not asked', async () => {
    const later = vi.fn();
    hooks = [
      { onRequest: async () => ({ answer: { data: { hi: 1 }, extensions: { by: 'hook' } } }) },
      { onRequest: later },
    ];
    expect((await ask('not even GraphQL')).body).toEqual({ data: { hi: 1 }, extensions: { by: 'hook' } });
    expect(later).not.toHaveBeenCalled();
  });
});

describe('onPlan', () => {
  it('is told what will be asked of whom, and can refuse it before anything is', async () => {
    const onPlan = vi.fn((_: PlanEvent) => ({ refuse: { reason: 'forbidden' as const, message: 'Not today' } }));
    hooks = [{ onPlan }];
    const { body } = await ask('mutation Write { write }');
    expect(body.errors).toMatchObject([{ message: 'Not today', extensions: { code: 'FORBIDDEN', ref: 'AUTH_003' } }]);
    expect(onPlan.mock.lastCall?.[0]).toMatchObject({
      operation: { kind: 'mutation', name: 'Write', viewer: null, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      fetches: [{ subgraph: 'products', operation: expect.stringContaining('write') }],
    });
    expect(written).toBe(0);
  });

  it('is told of every fetch of a subscription', async () => {
    const onPlan = vi.fn((_: PlanEvent) => undefined);
    hooks = [{ onPlan }];
    await using _ = subscribe();
    await live(1);
    expect(onPlan.mock.lastCall?.[0].fetches.map(({ subgraph }) => subgraph)).toEqual(['products', 'stock']);
  });
});

describe('onSubgraphRequest', () => {
  it('sets headers in place of those of rules and hooks before it, which it sees', async () => {
    const seen: unknown[] = [];
    hooks = [
      {
        onSubgraphRequest({ headers }) {
          seen.push(headers['accept-language']);
          return { headers: { 'Accept-Language': 'de', 'x-one': '1' } };
        },
      },
      {
        onSubgraphRequest({ headers }) {
          seen.push(headers['accept-language']);
          return { headers: { 'x-one': '2' } };
        },
      },
    ];
    await ask('{ product { name } }', {}, { 'accept-language': 'en' });
    expect(seen).toEqual(['en', 'de']);
    expect(askedFor()[0]?.headers).toMatchObject({ 'accept-language': 'de', 'x-one': '2' });
  });

  it.each(['x-router-context', 'content-length', 'no name'])('cannot set %s', async (name) => {
    hooks = [{ onSubgraphRequest: () => ({ headers: { [name]: '1' } }) }];
    expect((await ask('{ product { name } }')).body.errors).toMatchObject([FAILED]);
    expect(askedFor()).toEqual([]);
  });

  it('tells the subgraph of a subscription, and those its events need', async () => {
    hooks = [{ onSubgraphRequest: ({ kind }) => ({ headers: { 'x-kind': kind } }) }];
    await using subscribed = subscribe();
    await live(1);
    expect(await subscribed.answer()).toMatchObject({ data: { changed: { name: 'Lamp', pieces: 3 } } });
    expect(federation.subgraphs.products?.connectionParams).toMatchObject([{ 'x-kind': 'subscription' }]);
    expect(federation.subgraphs.stock?.requests[0]?.headers['x-kind']).toBe('query');
  });

  it('keeps subscriptions apart whose subgraph is told different things', async () => {
    hooks = [{ onSubgraphRequest: ({ request }) => ({ headers: { 'x-client': request.client.name ?? 'none' } }) }];
    const named = (name: string) => subscribe({ 'apollographql-client-name': name });
    await using _one = named('one');
    await live(1);
    await using _same = named('one');
    await using _other = named('other');
    await live(2);
    const params = federation.subgraphs.products?.connectionParams;
    expect(params).toMatchObject([{ 'x-client': 'one' }, { 'x-client': 'other' }]);
  });
});

describe('onSubgraphResponse', () => {
  it('is told what a subgraph answered, and why one did not', async () => {
    const onSubgraphResponse = vi.fn((_: SubgraphResponseEvent) => undefined);
    hooks = [{ onSubgraphResponse }];
    federation.subgraphs.stock?.answerWith((response) => response.destroy());
    const { body } = await ask('{ product { name pieces } }');
    federation.subgraphs.stock?.answerWith(undefined);
    expect(body).toMatchObject({
      data: { product: { name: 'Lamp', pieces: null } },
      errors: [{ path: ['product', 'pieces'] }],
    });
    expect(onSubgraphResponse.mock.calls.map(([{ subgraph, kind }]) => [subgraph, kind])).toEqual([
      ['products', 'query'],
      ['stock', 'query'],
    ]);
    const [answered, failed] = onSubgraphResponse.mock.calls.map(([{ result }]) => result);
    expect(answered).toMatchObject({ status: 200, text: expect.stringContaining('Lamp') });
    expect(failed).toBeInstanceOf(SubgraphFailure);
  });
});

describe('onResponse', () => {
  it('is told what became of a request, a refused one too, and adds extensions and headers', async () => {
    const onResponse = vi.fn(({ outcome }: ResponseEvent) => ({
      extensions: { outcome },
      headers: { 'x-outcome': outcome },
    }));
    hooks = [{ onResponse }, { onResponse: () => ({ extensions: { second: true } }) }];
    const answered = await ask('query Named { product { name } }');
    const refused = await ask('{ unknown }');
    expect(answered.body.extensions).toEqual({ outcome: 'answered', second: true });
    expect(answered.headers.get('x-outcome')).toBe('answered');
    expect(refused.body.extensions).toEqual({ outcome: 'refused', second: true });
    expect(onResponse.mock.calls.map(([{ operation, errors }]) => [operation?.name, errors.length])).toEqual([
      ['Named', 0],
      [undefined, 1],
    ]);
  });

  it('ends a subscription when it fails', async () => {
    hooks = [
      {
        onResponse() {
          throw new Error('Broken');
        },
      },
    ];
    await using subscribed = subscribe();
    expect(await subscribed.refusal()).toMatchObject([FAILED]);
    await live(0);
  });
});

describe('a hook that fails', () => {
  const points = ['onRequest', 'onPlan', 'onSubgraphRequest', 'onSubgraphResponse', 'onResponse'] as const;

  it.each(points)('costs the request at %s, and the client is not told why', async (point) => {
    hooks = [{ [point]: () => Promise.reject(new Error('postgres://secret')) }];
    const { status, body } = await ask('{ product { name } }');
    expect(status).toBe(500);
    expect(body).toEqual({ errors: [expect.objectContaining({ message: FAILED.message })] });
    expect(body.errors).toMatchObject([FAILED]);
  });

  it.each(points)('costs the request when it hangs at %s', async (point) => {
    hooks = [{ [point]: () => new Promise(() => {}) }];
    expect((await ask('{ product { name } }')).body.errors).toMatchObject([FAILED]);
  });

  it.each([
    ['onRequest', 'stop'],
    ['onRequest', { refuse: { reason: 'nonsense', message: 'No' } }],
    ['onPlan', { answer: {} }],
    ['onSubgraphRequest', { headers: { 'x-lines': 'a\nb' } }],
    ['onResponse', { extensions: [] }],
  ])('costs the request when %s returns %j', async (point, returned) => {
    hooks = [{ [point]: () => returned }];
    expect((await ask('{ product { name } }')).body.errors).toMatchObject([FAILED]);
  });
});
