import { createHash } from 'node:crypto';
import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { RouterConfigInput } from '../src/index.js';
import { EventSource } from './fixtures/event-source.js';
import { opinions, reviews, shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

const SUBSCRIPTION = 'subscription ($p: ID) { reviewAdded(productId: $p) { id author { name } } }';
const ANSWER = (id: string, name: string) => ({ data: { reviewAdded: { id, author: { name } } } });

type Review = (typeof reviews)[number];

interface Live {
  readonly federation: TestFederation;
  readonly events: EventSource<Review>;
}

let shared: Live;
/** The shared ones, but in a test that starts its own. */
let federation: TestFederation;
let events: EventSource<Review>;
const clients: { dispose(): void | Promise<void> }[] = [];

async function start(config: RouterConfigInput = {}): Promise<Live> {
  const source = new EventSource<Review>();
  const Subscription = {
    reviewAdded: { subscribe: () => source.open(), resolve: (review: unknown) => review },
  };
  const live = { ...opinions, resolvers: { ...opinions.resolvers, Subscription } };
  const subgraphs = [...shop.filter((subgraph) => subgraph !== opinions), live];
  const atOnce = { subscriptions: { reconnect: { attempts: 0 } } };
  return { federation: await startFederation(subgraphs, { ...atOnce, ...config }), events: source };
}

async function startOwn(config?: RouterConfigInput): Promise<void> {
  ({ federation, events } = await start(config));
}

beforeAll(async () => {
  shared = await start();
  ({ federation, events } = shared);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  if (federation !== shared.federation) await federation[Symbol.asyncDispose]();
  ({ federation, events } = shared);
  events.refuse(undefined);
  await upstreamReaches(0);
});

afterAll(async () => shared.federation[Symbol.asyncDispose]());

function webSocketClient(options: { url?: string; headers?: Record<string, string> } = {}): Client {
  class Socket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols, { headers: options.headers });
    }
  }
  const client = createClient({ url: options.url ?? federation.webSocketUrl, webSocketImpl: Socket, retryAttempts: 0 });
  clients.push(client);
  return client;
}

function sseClient() {
  const client = createSseClient({ url: federation.url, retryAttempts: 0 });
  clients.push(client);
  return client;
}

const upstreamCount = () => federation.subgraphs.opinions!.liveSubscriptions.size;
const upstreamReaches = (count: number) => expect.poll(() => upstreamCount()).toBe(count);

describe.each([
  ['graphql-ws', webSocketClient],
  ['graphql-sse', sseClient],
])('over %s', (_, openClient) => {
  it('answers every event with fields of several subgraphs, and ends when the subgraph completes', async () => {
    const answers = openClient().iterate({ query: SUBSCRIPTION, variables: { p: 'p1' } });
    const first = answers.next();
    await upstreamReaches(1);
    events.emit(reviews[0]!);
    expect((await first).value).toEqual(ANSWER('r1', 'Ada'));
    events.emit(reviews[1]!);
    events.complete();
    expect((await answers.next()).value).toEqual(ANSWER('r2', 'Bob'));
    expect((await answers.next()).done).toBe(true);
    await upstreamReaches(0);
  });

  it('frees the subgraph when the client leaves, though no event came', async () => {
    const answers = openClient().iterate({ query: SUBSCRIPTION });
    const pending = answers.next();
    await upstreamReaches(1);
    await answers.return?.();
    await pending;
    await upstreamReaches(0);
  });

  it('goes on after an event that the rest of the plan fails for', async () => {
    const answers = openClient().iterate({ query: SUBSCRIPTION });
    const first = answers.next();
    await upstreamReaches(1);
    federation.subgraphs.accounts!.answerWith((response) => response.writeHead(500).end('boom'));
    events.emit(reviews[0]!);
    expect((await first).value).toEqual({
      data: { reviewAdded: { id: 'r1', author: null } },
      errors: [expect.objectContaining({ path: ['reviewAdded', 'author', 'name'] })],
    });
    federation.subgraphs.accounts!.answerWith(undefined);
    events.emit(reviews[1]!);
    expect((await answers.next()).value).toEqual(ANSWER('r2', 'Bob'));
  });

  it('says that the subgraph was lost, and ends', async () => {
    const answers = openClient().iterate({ query: SUBSCRIPTION });
    const first = answers.next();
    await upstreamReaches(1);
    federation.subgraphs.opinions!.dropSockets();
    expect((await first).value).toEqual({
      errors: [
        expect.objectContaining({
          path: ['reviewAdded'],
          extensions: expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', ref: 'SYS_002', serviceName: 'opinions' }),
        }),
      ],
    });
    expect((await answers.next()).done).toBe(true);
  });

  it('runs queries and mutations too', async () => {
    const answers = openClient().iterate({ query: 'mutation { userRename(id: "u1", name: "Eve") { name } }' });
    expect((await answers.next()).value).toEqual({ data: { userRename: { name: 'Eve' } } });
    expect((await answers.next()).done).toBe(true);
  });

  it('decides conditions at the root', async () => {
    const query = `subscription ($yes: Boolean!) { ...S @include(if: $yes) } fragment S on Subscription { reviewAdded @include(if: $yes) { id } }`;
    const answers = openClient().iterate({ query, variables: { yes: true } });
    const first = answers.next();
    await upstreamReaches(1);
    events.emit(reviews[0]!);
    expect((await first).value).toEqual({ data: { reviewAdded: { id: 'r1' } } });
  });

  it('ends with the router, in time', async () => {
    await startOwn();
    const ended = openClient()
      .iterate({ query: SUBSCRIPTION })
      .next()
      .then(
        () => 'ended',
        () => 'ended',
      );
    await upstreamReaches(1);
    const startedAt = performance.now();
    await federation.stopRouter();
    expect(await ended).toBe('ended');
    // Well before what is left would be cut off.
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    await upstreamReaches(0);
  });
});

describe('over WebSocket', () => {
  it('answers what it refuses to the operation, and keeps the socket', async () => {
    const client = webSocketClient();
    const refused = (query: string) =>
      client
        .iterate({ query })
        .next()
        .catch((error) => error);
    expect(await refused('subscription {')).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'GRAPHQL_PARSE_FAILED' }) }),
    ]);
    expect(await refused('subscription { nothing }')).toEqual([
      expect.objectContaining({ locations: [{ line: 1, column: 16 }] }),
    ]);
    expect((await client.iterate({ query: '{ me { name } }' }).next()).value).toEqual({
      data: { me: { name: 'Ada' } },
    });
  });

  it.each([
    ['several fields', 'subscription { a: reviewAdded { id } b: reviewAdded { id } }'],
    ['no field of data', 'subscription { __typename }'],
    [
      'no field, its conditions decided',
      'subscription ($no: Boolean = false) { reviewAdded @include(if: $no) { id } }',
    ],
  ])('refuses a subscription to %s', async (_, query) => {
    const refusal = await webSocketClient()
      .iterate({ query })
      .next()
      .catch((error) => error);
    expect(refusal).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ ref: 'VAL_003' }) })]);
  });

  it('finds persisted queries by their hash', async () => {
    const query = '{ me { email } }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    const client = webSocketClient();
    const data = { me: { email: 'ada@example.test' } };
    expect((await client.iterate({ query, extensions }).next()).value).toEqual({ data });
    expect((await client.iterate({ query: '', extensions }).next()).value).toEqual({ data });
  });

  it('limits the operations of one socket', async () => {
    await startOwn({ limits: { operationsPerSocket: 2 } });
    const client = webSocketClient();
    const held = ['p1', 'p2'].map((p) => client.iterate({ query: SUBSCRIPTION, variables: { p } }));
    const pending = held.map((answers) => answers.next());
    await upstreamReaches(2);
    const third = await client
      .iterate({ query: SUBSCRIPTION })
      .next()
      .catch((error) => error);
    expect(third).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'LIMIT_EXCEEDED' }) }),
    ]);
    await held[0]?.return?.();
    await upstreamReaches(1);
    expect((await client.iterate({ query: '{ me { name } }' }).next()).value).toEqual({
      data: { me: { name: 'Ada' } },
    });
    await held[1]?.return?.();
    await Promise.all(pending);
  });

  it('frees every subgraph when the socket breaks', async () => {
    const socket = new WebSocket(federation.webSocketUrl, 'graphql-transport-ws');
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      if (String(data).includes('connection_ack')) {
        for (const id of ['p1', 'p2']) {
          const payload = { query: SUBSCRIPTION, variables: { p: id } };
          socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
        }
      }
    });
    await upstreamReaches(2);
    socket.terminate();
    await upstreamReaches(0);
  });

  it('stops the queries of a socket that broke', async () => {
    await startOwn({ deadlines: { operationMs: 60_000, subgraphMs: 60_000 } });
    const stopped = new Promise<string>((resolve) => {
      federation.subgraphs.accounts!.answerWith((response) => {
        response.on('close', () => resolve('stopped'));
        socket.terminate();
      });
    });
    const socket = new WebSocket(federation.webSocketUrl, 'graphql-transport-ws');
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', () =>
      socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: '{ me { name } }' } })),
    );
    expect(await stopped).toBe('stopped');
  });

  it.each([
    ['no subprotocol', undefined, undefined, 400],
    ['a page of another site', 'graphql-transport-ws', 'https://evil.test', 403],
  ])('refuses %s', async (_, protocol, origin, status) => {
    const socket = new WebSocket(federation.webSocketUrl, protocol ?? [], { origin });
    const outcome = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('close', (code) => resolve(code === 4406 ? 400 : code));
      socket.on('error', () => undefined);
    });
    expect(outcome).toBe(status);
  });

  it('gathers no more than its queue for a client that reads nothing', async () => {
    await startOwn({ limits: { queuedEvents: 5 } });
    const socket = new WebSocket(federation.webSocketUrl, 'graphql-transport-ws');
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const payload = { query: 'subscription { reviewAdded { text } }' };
    socket.once('message', () => socket.send(JSON.stringify({ id: 'a', type: 'subscribe', payload })));
    await upstreamReaches(1);
    socket.pause();
    const large = { ...reviews[0]!, text: 'x'.repeat(300_000) };
    const emitUntilFreed = () => {
      events.emit(large);
      expect(upstreamCount()).toBe(0);
    };
    await vi.waitFor(emitUntilFreed, { timeout: 20_000, interval: 10 });
    socket.terminate();
  });

  it('tells a client that falls too far behind, and frees the subgraph', async () => {
    await startOwn({ limits: { queuedEvents: 2 } });
    const answers = webSocketClient().iterate({ query: SUBSCRIPTION });
    const seen: unknown[] = [];
    const first = answers.next();
    await upstreamReaches(1);
    // While the rest of the first event's plan is under way, more events come than may wait.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      federation.subgraphs.accounts!.answerWith((response) => {
        release = () => response.writeHead(200).end('{"data":{"_entities":[{"name":"Ada"}]}}');
        resolve();
      });
    });
    events.emit(reviews[0]!);
    await held;
    for (let n = 0; n < 5; n++) events.emit(reviews[1]!);
    await upstreamReaches(0);
    federation.subgraphs.accounts!.answerWith(undefined);
    release();
    seen.push((await first).value);
    for await (const answer of answers) seen.push(answer);
    expect(seen).toEqual([
      ANSWER('r1', 'Ada'),
      ANSWER('r2', 'Bob'),
      ANSWER('r2', 'Bob'),
      { errors: [expect.objectContaining({ message: expect.stringContaining('more than 2 events behind') })] },
    ]);
  });
});

describe('over server-sent events', () => {
  it('streams a GET as well, as an EventSource sends it', async () => {
    const url = `${federation.url}?query=${encodeURIComponent('{ me { name } }')}`;
    const response = await fetch(url, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(
      'event: next\ndata: {"data":{"me":{"name":"Ada"}}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('answers a refusal as an event', async () => {
    const answers = sseClient().iterate({ query: 'subscription { nothing }' });
    expect((await answers.next()).value).toEqual({
      errors: [expect.objectContaining({ locations: [{ line: 1, column: 16 }] })],
    });
    expect((await answers.next()).done).toBe(true);
  });
});

describe('a subgraph that refuses a subscription', () => {
  it('has its error passed on, and the stream ends', async () => {
    events.refuse(
      Object.assign(new Error('Sign in first'), { extensions: { code: 'UNAUTHENTICATED', ref: 'AUTH_001' } }),
    );
    const answers = sseClient().iterate({ query: SUBSCRIPTION });
    expect((await answers.next()).value).toEqual({
      errors: [
        {
          message: 'Sign in first',
          path: ['reviewAdded'],
          extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', ref: 'AUTH_001', serviceName: 'opinions' }),
        },
      ],
    });
    expect((await answers.next()).done).toBe(true);
  });
});

it('counts the subscriptions it holds', async () => {
  const gauge = async () =>
    /graphql_subscriptions_active (\d+)/.exec(
      await (await fetch(federation.url.replace('/graphql', '/metrics'))).text(),
    )?.[1];
  const answers = sseClient().iterate({ query: SUBSCRIPTION });
  const pending = answers.next();
  await upstreamReaches(1);
  expect(await gauge()).toBe('1');
  await answers.return?.();
  await pending;
  await expect.poll(() => gauge()).toBe('0');
});
