import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { reviews } from './fixtures/shop.js';
import { type Detour, startDetour } from './fixtures/start-detour.js';
import { answerTo, type LiveFederation, SUBSCRIPTION, startLiveFederation } from './fixtures/start-live-federation.js';

const ATTEMPTS = 3;
const reconnect = { attempts: ATTEMPTS, firstDelayMs: 20, maxDelayMs: 40 };

type Open = (federation: LiveFederation, query?: string) => Opened;

interface Opened {
  next(): Promise<unknown>;
  /** As a client that goes away does. */
  leave(): void;
}

function overWebSocket({ webSocketUrl }: LiveFederation, query = SUBSCRIPTION): Opened {
  const client = createClient({ url: webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const answers = client.iterate({ query });
  return { next: () => answers.next().catch((error) => error), leave: () => client.terminate() };
}

function overEventStream({ url }: LiveFederation, query = SUBSCRIPTION): Opened {
  const client = createSseClient({ url, retryAttempts: 0 });
  const answers = client.iterate({ query });
  return { next: () => answers.next().catch((error) => error), leave: () => client.dispose() };
}

/** Gives parts as they are, without heartbeats. */
function overMultipart({ url }: LiveFederation, query = SUBSCRIPTION): Opened {
  const abort = new AbortController();
  const parts = fetchParts(url, query, abort.signal);
  return { next: () => parts.next().catch((error) => error), leave: () => abort.abort() };
}

async function* fetchParts(url: string, query: string, signal: AbortSignal): AsyncGenerator<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed;subscriptionSpec=1.0' },
    body: JSON.stringify({ query }),
    signal,
  });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const parts = text.split('\r\n--graphql');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const { payload, errors } = JSON.parse(part.slice(part.indexOf('\r\n\r\n')));
      if (payload !== undefined) yield errors ? { payload, errors } : payload;
    }
  }
}

const transports: [string, Open][] = [
  ['WebSocket', overWebSocket],
  ['server-sent events', overEventStream],
  ['multipart', overMultipart],
];

/** What the client is told, and that it is the last. */
const ENDED = { done: true, value: undefined };
const event = (value: unknown) => ({ done: false, value });

describe.each(['graphql-ws', 'sse'] as const)('a subgraph that is subscribed at by %s', (protocol) => {
  let federation: LiveFederation;
  let detour: Detour;

  beforeAll(async () => {
    detour = await startDetour();
    federation = await startLiveFederation({
      signingKey: 'k'.repeat(32),
      subgraphs: { opinions: { subscriptionUrl: detour.url } },
      subscriptions: { protocol: { opinions: protocol }, reconnect },
      deadlines: { subgraphMs: 60_000 },
    });
    detour.target = federation.subgraphs.opinions?.url ?? '';
  });
  afterEach(async () => {
    detour.mode = 'pass';
    await expect.poll(() => detour.open).toBe(0);
  });
  afterAll(async () => {
    await federation[Symbol.asyncDispose]();
    await detour[Symbol.asyncDispose]();
  });

  it('has its events and its end passed on', async () => {
    const client = overWebSocket(federation);
    const first = client.next();
    await federation.upstreamReaches(1);
    federation.events.emit(reviews[0]!);
    expect(await first).toEqual(event(answerTo(0)));
    federation.events.emit(reviews[1]!);
    federation.events.complete();
    expect([await client.next(), await client.next()]).toEqual([event(answerTo(1)), ENDED]);
  });

  it('has its refusal passed on, and is not asked again', async () => {
    const connections = detour.count;
    federation.events.refuse(Object.assign(new Error('Sign in'), { extensions: { code: 'UNAUTHENTICATED' } }));
    const client = overEventStream(federation);
    expect(await client.next()).toMatchObject({ value: { errors: [{ message: 'Sign in', path: ['reviewAdded'] }] } });
    expect([await client.next(), detour.count]).toEqual([ENDED, connections + 1]);
    federation.events.refuse(undefined);
  });

  it('is subscribed at again when it was lost, with a new context each time; the client stays', async () => {
    const contexts = federation.subgraphs.opinions?.connectionParams as { 'x-router-context': string }[];
    const connections = contexts.length;
    const client = overWebSocket(federation);
    const first = client.next();
    await federation.upstreamReaches(1);
    for (const losses of [1, 2]) {
      federation.subgraphs.opinions?.dropSockets();
      await expect.poll(() => contexts.length).toBe(connections + 1 + losses);
      await federation.upstreamReaches(1);
    }
    federation.events.emit(reviews[0]!);
    expect(await first).toEqual(event(answerTo(0)));
    expect(contexts.at(-1)?.['x-router-context']).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    client.leave();
  });

  describe.each(transports)('for a client over %s', (_, open) => {
    it('that is told when all attempts to reach it have failed', async () => {
      const connections = detour.count;
      detour.mode = 'cut';
      const client = open(federation);
      const extensions = expect.objectContaining({ code: 'SERVICE_UNAVAILABLE', serviceName: 'opinions' });
      expect(await client.next()).toMatchObject({ value: { errors: [{ path: ['reviewAdded'], extensions }] } });
      expect([await client.next(), detour.count]).toEqual([ENDED, connections + 1 + ATTEMPTS]);
    });

    it('is freed within a second when the client leaves', async () => {
      const client = open(federation);
      void client.next();
      await federation.upstreamReaches(1);
      client.leave();
      await federation.upstreamReaches(0, 1_000);
    });

    it('is freed within a second when the client leaves while the router connects', async () => {
      detour.mode = 'hold';
      const client = open(federation);
      void client.next();
      await expect.poll(() => detour.open).toBe(1);
      client.leave();
      await expect.poll(() => detour.open, { timeout: 1_000 }).toBe(0);
    });
  });
});

describe('a router that waits to reconnect', () => {
  let federation: LiveFederation;

  beforeAll(async () => {
    const patient = { attempts: 9, firstDelayMs: 60_000, maxDelayMs: 60_000 };
    federation = await startLiveFederation({ subscriptions: { reconnect: patient } });
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  it.each(transports)('stops waiting within a second when its client leaves, over %s', async (_, open) => {
    const client = open(federation);
    void client.next();
    await federation.upstreamReaches(1);
    federation.subgraphs.opinions?.dropSockets();
    await federation.upstreamReaches(0);
    client.leave();
    await expect.poll(() => upstreamsOf(federation), { timeout: 1_000 }).toBe('0');
  });
});

async function upstreamsOf({ url }: LiveFederation): Promise<string | undefined> {
  const metrics = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  return /^graphql_upstream_subscriptions_active (\d+)$/m.exec(metrics)?.[1];
}
