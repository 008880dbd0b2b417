import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createRouter, type RouterConfigInput } from '../src/index.js';
import { EventSource } from './fixtures/event-source.js';
import { catalogue, opinions, reviews, shop } from './fixtures/shop.js';
import { type Collector, type ExportedSpan, startCollector } from './fixtures/start-collector.js';
import { composeSupergraph, startFederation, type TestFederation } from './fixtures/start-federation.js';
import type { SubgraphDefinition } from './fixtures/start-subgraph.js';

const CLIENT_TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLIENT_SPAN = 'b7ad6b7169203331';
const CLIENT_CONTEXT = `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`;

const events = new EventSource<(typeof reviews)[number]>();
const live: SubgraphDefinition = {
  ...opinions,
  resolvers: {
    ...opinions.resolvers,
    Subscription: { reviewAdded: { subscribe: () => events.open(), resolve: (review: unknown) => review } },
  },
};
const liveShop = [...shop.filter((subgraph) => subgraph !== opinions), live];

let collector: Collector;
let federation: TestFederation;

/** Batches are sent at once: who waits for a span waits for no timer. */
async function startTraced(
  subgraphs: readonly SubgraphDefinition[],
  config: RouterConfigInput,
): Promise<TestFederation> {
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');
  const started = await startFederation(subgraphs, config);
  vi.unstubAllEnvs();
  return started;
}

/** Asks under a request id of its own; the answer, and the spans of its trace. */
async function trace(by: TestFederation, query: string, headers: Record<string, string> = {}) {
  const requestId = randomUUID();
  const answer = await by.ask(query, {}, { ...headers, 'x-request-id': requestId });
  return { answer, spans: await collector.traceOf(requestId) };
}

const named = (spans: readonly ExportedSpan[], name: string) => spans.find((span) => span.name === name);
const parentsOf = (spans: readonly ExportedSpan[]) =>
  spans.map((span) => `${span.name} < ${spans.find(({ spanId }) => spanId === span.parentSpanId)?.name}`).sort();

beforeAll(async () => {
  collector = await startCollector();
  federation = await startTraced(liveShop, { tracing: { endpoint: collector.endpoint, serviceName: 'shop-router' } });
});

afterAll(async () => {
  await federation?.[Symbol.asyncDispose]();
  await collector?.[Symbol.asyncDispose]();
});

describe('the trace of a request', () => {
  it('has a span for the request, each step and each fetch', async () => {
    const { spans } = await trace(federation, 'query Shelf { products { id name reviews { text } } }');
    expect(parentsOf(spans)).toEqual([
      'fetch catalogue < graphql.execute',
      'fetch opinions < graphql.execute',
      'graphql.execute < query',
      'graphql.parse < query',
      'graphql.plan < query',
      'graphql.validate < query',
      'query < undefined',
    ]);
    expect(named(spans, 'query')).toMatchObject({
      kind: 2,
      isError: false,
      attributes: {
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Shelf',
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
      },
    });
    expect(named(spans, 'fetch catalogue')).toMatchObject({
      kind: 3,
      isError: false,
      attributes: {
        'subgraph.name': 'catalogue',
        'subgraph.request.fetches': 1,
        'http.response.status_code': 200,
        'server.address': '127.0.0.1',
      },
    });
    expect(collector.resource['service.name']).toBe('shop-router');
  });

  it('goes on in the subgraphs', async () => {
    const { spans } = await trace(federation, '{ products { id } }');
    const fetch = named(spans, 'fetch catalogue');
    const { headers } = federation.subgraphs.catalogue?.requests.at(-1) ?? {};
    expect(headers?.traceparent).toBe(`00-${fetch?.traceId}-${fetch?.spanId}-01`);
    expect(headers?.tracestate).toBeUndefined();
  });

  it('has nothing of parsing where the document is known', async () => {
    await trace(federation, '{ product(id: "p1") { id } }');
    const { spans } = await trace(federation, '{ product(id: "p1") { id } }');
    expect(spans.map(({ name }) => name).sort()).toEqual([
      'fetch catalogue',
      'graphql.execute',
      'graphql.plan',
      'query',
    ]);
  });

  it('goes on until the last part of a deferred answer', async () => {
    const requestId = randomUUID();
    const headers = {
      'content-type': 'application/json',
      accept: 'multipart/mixed;deferSpec=20220824',
      'x-request-id': requestId,
    };
    const query = '{ product(id: "p1") { id ... @defer { reviews { text } } } }';
    const response = await fetch(federation.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(await response.text()).toContain('Bright');
    const spans = await collector.traceOf(requestId);
    expect(parentsOf(spans)).toContain('graphql.deferred < query');
    expect(spans.map(({ name }) => name)).toContain('fetch opinions');
    expect(spans.at(-1)).toMatchObject({ name: 'query', isError: false });
  });

  it('tells how many fetches were merged into one request', async () => {
    const query = '{ reviews { id author { name } } reviewGrid { author { name } } }';
    const { spans } = await trace(federation, query);
    expect(spans.filter(({ name }) => name.startsWith('fetch')).map(({ attributes }) => attributes)).toContainEqual(
      expect.objectContaining({ 'subgraph.name': 'accounts', 'subgraph.request.fetches': 2 }),
    );
  });

  it('names the code of a refusal, which is no error of the router', async () => {
    const { spans } = await trace(federation, '{ nothing }');
    const request = named(spans, 'GraphQL Operation');
    expect(request).toMatchObject({ isError: false, attributes: { 'error.type': 'GRAPHQL_VALIDATION_FAILED' } });
    expect(named(spans, 'graphql.validate')?.isError).toBe(true);
  });

  it('shows what failed', async () => {
    federation.subgraphs.accounts?.answerWith((response) => response.writeHead(500).end('secret stack'));
    const { spans } = await trace(federation, '{ products { id } me { name } }');
    federation.subgraphs.accounts?.answerWith(undefined);
    expect(named(spans, 'fetch accounts')).toMatchObject({ isError: true, attributes: { 'error.type': '500' } });
    expect(named(spans, 'fetch catalogue')).toMatchObject({ isError: false });
    expect(named(spans, 'query')).toMatchObject({
      isError: true,
      attributes: { 'error.type': 'SERVICE_UNAVAILABLE', 'graphql.response.errors': 1 },
    });
  });

  it('has no texts of operations, variables, tokens or bodies', async () => {
    const requestId = randomUUID();
    const query = 'query ($id: ID!) { user(id: $id) { name } product(id: "literal-secret") { id } }';
    const headers = { authorization: 'Bearer token-secret', cookie: 'a=cookie-secret', 'x-request-id': requestId };
    await federation.ask(query, { id: 'variable-secret' }, headers);
    await collector.traceOf(requestId);
    expect(collector.bodies.join()).not.toMatch(/-secret|secret stack/);
  });
});

describe('the trace of a client', () => {
  const context = { traceparent: CLIENT_CONTEXT, tracestate: 'vendor=value' };

  it('is pointed at, and not gone on with, when clients are not trusted', async () => {
    const { spans } = await trace(federation, '{ products { id } }', context);
    const request = named(spans, 'query');
    expect(request?.traceId).not.toBe(CLIENT_TRACE);
    expect(request?.links).toEqual([{ traceId: CLIENT_TRACE, spanId: CLIENT_SPAN }]);
    expect(federation.subgraphs.catalogue?.requests.at(-1)?.headers.tracestate).toBeUndefined();
  });

  it('is left alone where it is not valid', async () => {
    const { spans } = await trace(federation, '{ products { id } }', { traceparent: '00-1-2-3' });
    expect(named(spans, 'query')).toMatchObject({ parentSpanId: undefined, links: [] });
  });

  it('is gone on with when they are, sampled as it says', async () => {
    await using trusting = await startTraced([catalogue], {
      tracing: { endpoint: collector.endpoint, clientContext: 'parent' },
      headers: { toSubgraphs: [{ propagate: 'traceparent' }, { propagate: 'tracestate' }] },
    });
    const sent = () => trusting.subgraphs.catalogue?.requests.at(-1)?.headers;
    const notSampled = CLIENT_CONTEXT.replace(/01$/, '00');
    await trusting.ask('{ products { id } }', {}, { ...context, traceparent: notSampled });
    expect(sent()?.traceparent).toMatch(new RegExp(`^00-${CLIENT_TRACE}-[0-9a-f]{16}-00$`));

    const { spans } = await trace(trusting, '{ products { id } }', context);
    expect(spans.map(({ traceId }) => traceId)).toEqual(spans.map(() => CLIENT_TRACE));
    expect(named(spans, 'query')?.parentSpanId).toBe(CLIENT_SPAN);
    expect(sent()).toMatchObject({
      traceparent: `00-${CLIENT_TRACE}-${named(spans, 'fetch catalogue')?.spanId}-01`,
      tracestate: 'vendor=value',
    });
    expect(spans.filter(({ name }) => name === 'query')).toHaveLength(1);
  });

  it('wins by no rule for headers', async () => {
    const headers = {
      toSubgraphs: [{ propagate: 'traceparent' }, { propagate: 'tracestate' }, { propagate: 'trace*' }],
    };
    await using ruled = await startTraced([catalogue], { tracing: { endpoint: collector.endpoint }, headers });
    const { spans } = await trace(ruled, '{ products { id } }', context);
    const { traceparent, tracestate } = ruled.subgraphs.catalogue?.requests.at(-1)?.headers ?? {};
    expect(traceparent).toContain(named(spans, 'fetch catalogue')?.traceId);
    expect(tracestate).toBeUndefined();
  });
});

describe('a fetch', () => {
  it('says when it was sent again, and when it was shared', async () => {
    await using sharing = await startTraced([catalogue], {
      tracing: { endpoint: collector.endpoint },
      traffic: { deduplicate: true },
    });
    const { catalogue: subgraph } = sharing.subgraphs;
    subgraph?.answerWith((response) => {
      subgraph.answerWith(undefined);
      response.destroy();
    });
    let letGo = () => {};
    subgraph?.holdBack(new Promise((resolve) => (letGo = resolve)));
    const asked = [trace(sharing, '{ products { id } }'), trace(sharing, '{ products { id } }')];
    const metrics = async () => (await fetch(new URL('/metrics', sharing.url))).text();
    await expect.poll(() => metrics()).toMatch(/requests_shared_total\{[^}]*\} 1$/m);
    letGo();
    const traces = await Promise.all(asked);
    const fetches = traces.map(({ spans }) => named(spans, 'fetch catalogue')?.attributes);
    expect(fetches).toContainEqual(expect.objectContaining({ 'http.request.resend_count': 1 }));
    expect(fetches).toContainEqual(expect.objectContaining({ 'subgraph.request.shared': true }));
  });
});

describe('over a WebSocket', () => {
  const connect = () => createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });

  it('an operation has a trace of its own, which points at the one in its extensions', async () => {
    const client = connect();
    const query = '{ product(id: "p2") { name } }';
    for await (const _ of client.iterate({ query, extensions: { traceparent: CLIENT_CONTEXT } })) break;
    const isMine = ({ attributes }: ExportedSpan) => attributes['network.protocol.name'] === 'websocket';
    const request = await collector.find(isMine);
    expect(request).toMatchObject({ name: 'query', kind: 2, links: [{ traceId: CLIENT_TRACE, spanId: CLIENT_SPAN }] });
    await client.dispose();
  });

  it('a subscription is traced until it is established, and each event by itself', async () => {
    const client = connect();
    const query = 'subscription Watch { reviewAdded { id author { name } } }';
    const answers = client.iterate({ query });
    const first = answers.next();
    const established = await collector.find(({ attributes }) => attributes['graphql.operation.name'] === 'Watch');
    await expect.poll(() => federation.subgraphs.opinions?.liveSubscriptions.size).toBe(1);
    events.emit(reviews[0] as (typeof reviews)[number]);
    await first;
    const event = await collector.find(({ name }) => name === 'subscription event');
    expect(event).toMatchObject({ kind: 5, links: [{ traceId: established.traceId, spanId: established.spanId }] });
    expect(event.traceId).not.toBe(established.traceId);
    const fetch = await collector.find(({ parentSpanId }) => parentSpanId === event.spanId);
    expect(fetch.name).toBe('fetch accounts');
    expect(federation.subgraphs.opinions?.subscribed.at(-1)?.extensions).toEqual({
      traceparent: `00-${established.traceId}-${established.spanId}-01`,
    });
    await client.dispose();
  });
});

it('an upstream over server-sent events has the trace in its headers', async () => {
  await using streaming = await startTraced(liveShop, {
    tracing: { endpoint: collector.endpoint },
    subscriptions: { protocol: { opinions: 'sse' } },
  });
  const leaving = new AbortController();
  await fetch(streaming.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-request-id': 'by-event-stream' },
    body: '{"query":"subscription { reviewAdded { id } }"}',
    signal: leaving.signal,
  });
  await expect.poll(() => streaming.subgraphs.opinions?.connectionParams).toHaveLength(1);
  const request = await collector.find(({ attributes }) => attributes['request.id'] === 'by-event-stream');
  expect(streaming.subgraphs.opinions?.connectionParams).toMatchObject([
    { traceparent: `00-${request.traceId}-${request.spanId}-01` },
  ]);
  leaving.abort();
});

describe('a router', () => {
  it('says the trace in its access log, and exports what is left when it ends', async () => {
    const lines: any[] = [];
    const destination = new Writable({
      write(chunk, _, done) {
        lines.push(JSON.parse(chunk));
        done();
      },
    });
    const supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
    const router = await createRouter({
      supergraphSdl,
      config: { port: 0, tracing: { endpoint: collector.endpoint } },
      logger: pino({ level: 'debug' }, destination),
    });
    const { url } = await router.listen();
    const headers = { 'content-type': 'application/json', 'x-request-id': 'the-last-request' };
    await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' }).then((answer) => answer.text());
    await router[Symbol.asyncDispose]();
    const [request] = await collector.traceOf('the-last-request');
    expect(lines.find(({ msg }) => msg === 'operation')?.traceId).toBe(request?.traceId);
  });

  it('answers though its collector fails, and says so once', async () => {
    await using failing = await startCollector();
    failing.answerWith(400);
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _, done) {
        lines.push(String(chunk));
        done();
      },
    });
    vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '1');
    const router = await createRouter({
      supergraphSdl: composeSupergraph(Object.values(federation.subgraphs)),
      config: { port: 0, tracing: { endpoint: failing.endpoint } },
      logger: pino({ level: 'warn' }, destination),
    });
    vi.unstubAllEnvs();
    const { url } = await router.listen();
    const headers = { 'content-type': 'application/json' };
    for (const attempts of [1, 2]) {
      const answer = await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
      expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
      await expect.poll(() => failing.bodies.length).toBe(attempts);
    }
    await router[Symbol.asyncDispose]();
    expect(lines.filter((line) => line.includes('Traces cannot be exported'))).toHaveLength(1);
  });
});
