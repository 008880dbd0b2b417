import { createClient as createSseClient } from 'graphql-sse';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { reviews } from './fixtures/shop.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';
import { answerTo, type LiveFederation, SUBSCRIPTION, startLiveFederation } from './fixtures/start-live-federation.js';

let issuer: TestIssuer;
let federation: LiveFederation;
const clients: { dispose(): unknown }[] = [];

beforeAll(async () => {
  issuer = await startIssuer();
  federation = await startLiveFederation({
    authentication: { jwksUrl: issuer.jwksUrl },
    signingKey: 'k'.repeat(32),
    limits: { operationsPerSocket: 1_000, queuedEvents: 3 },
  });
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  await federation.upstreamReaches(0);
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

function connect(token?: string): Client {
  const connectionParams = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const client = createClient({
    url: federation.webSocketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
  clients.push(client);
  return client;
}

const gauge = async (name: string) =>
  Number(
    new RegExp(`^${name} (\\d+)$`, 'm').exec(
      await (await fetch(federation.url.replace('/graphql', '/metrics'))).text(),
    )?.[1],
  );
const clientsReach = (count: number) => expect.poll(() => gauge('graphql_subscriptions_active')).toBe(count);

describe('clients that subscribe to the same', () => {
  it('hold one upstream, a thousand of them; each gets every event; the last to leave closes it', async () => {
    const client = connect();
    const all = Array.from({ length: 1_000 }, () => client.iterate({ query: SUBSCRIPTION }));
    const first = all.map((answers) => answers.next());
    await clientsReach(1_000);
    await federation.upstreamReaches(1);
    expect(await gauge('graphql_upstream_subscriptions_active')).toBe(1);
    const accounts = federation.subgraphs.accounts!.requests.length;
    federation.events.emit(reviews[0]!);
    const received = await Promise.all(first);
    expect(received.every(({ value }) => JSON.stringify(value) === JSON.stringify(answerTo(0)))).toBe(true);
    // The rest of the plan, too, is executed once.
    expect(federation.subgraphs.accounts!.requests.length).toBe(accounts + 1);
    await Promise.all(all.slice(1).map((answers) => answers.return?.()));
    await clientsReach(1);
    const second = all[0]!.next();
    federation.events.emit(reviews[1]!);
    expect((await second).value).toEqual(answerTo(1));
  });

  it('do so whatever the transport and the order of the variables', async () => {
    const query =
      'subscription ($a: ID, $b: Boolean = true) { reviewAdded(productId: $a) { id text @include(if: $b) } }';
    const sse = createSseClient({ url: federation.url, retryAttempts: 0 });
    clients.push(sse);
    const all = [
      connect().iterate({ query, variables: { a: 'p1', b: true } }),
      connect().iterate({ query, variables: { b: true, a: 'p1' } }),
      sse.iterate({ query, variables: { a: 'p1' } }),
    ];
    const first = all.map((answers) => answers.next());
    await clientsReach(3);
    expect(await gauge('graphql_upstream_subscriptions_active')).toBe(1);
    await federation.upstreamReaches(1);
    federation.events.emit(reviews[0]!);
    for (const { value } of await Promise.all(first))
      expect(value).toEqual({ data: { reviewAdded: { id: 'r1', text: 'Bright' } } });
  });

  it('do so with different tokens of one viewer, never with those of another or a guest', async () => {
    const tokens = await Promise.all([
      issuer.token({ sub: 'ada', jti: '1' }),
      issuer.token({ sub: 'ada', jti: '2', exp: Math.floor(Date.now() / 1000) + 999 }),
      issuer.token({ sub: 'bob' }),
      issuer.token({ sub: 'ada', scope: 'admin' }),
    ]);
    for (const token of [...tokens, undefined])
      void connect(token)
        .iterate({ query: SUBSCRIPTION })
        .next()
        .catch(() => undefined);
    await clientsReach(5);
    await federation.upstreamReaches(4);
    expect(await gauge('graphql_upstream_subscriptions_active')).toBe(4);
  });

  it('do not with other variables or another selection', async () => {
    const client = connect();
    const connections = federation.subgraphs.opinions!.connectionParams.length;
    const asked = [
      { query: SUBSCRIPTION, variables: { p: 'p1' } },
      { query: SUBSCRIPTION, variables: { p: 'p2' } },
      { query: 'subscription { reviewAdded { id } }' },
      { query: 'subscription { reviewAdded { text } }' },
    ];
    for (const request of asked)
      void client
        .iterate(request)
        .next()
        .catch(() => undefined);
    await federation.upstreamReaches(4);
    // But a connection to the subgraph, as they are one viewer's.
    expect(federation.subgraphs.opinions!.connectionParams.length).toBe(connections + 1);
  });

  it('are not slowed by one that reads nothing, which alone is ended', async () => {
    const query = 'subscription { reviewAdded { text } }';
    const slow = new WebSocket(federation.webSocketUrl, 'graphql-transport-ws');
    slow.on('open', () => slow.send('{"type":"connection_init"}'));
    slow.once('message', () => {
      slow.send(JSON.stringify({ id: 'a', type: 'subscribe', payload: { query } }));
    });
    const answers = connect().iterate({ query });
    let received = 0;
    const reading = (async () => {
      for await (const _ of answers) received++;
    })().catch(() => undefined);
    await clientsReach(2);
    await federation.upstreamReaches(1);
    slow.pause();
    const text = 'x'.repeat(300_000);
    let emitted = 0;
    await vi.waitFor(
      async () => {
        federation.events.emit({ ...reviews[0]!, text });
        emitted++;
        await expect.poll(() => received).toBe(emitted);
        expect(await gauge('graphql_subscriptions_active')).toBe(1);
      },
      { timeout: 20_000, interval: 1 },
    );
    slow.terminate();
    await answers.return?.();
    await reading;
  });
});

describe('subscriptions that are not shared', () => {
  it.each([
    ['because sharing is off', { deduplicate: false }],
    ['because their field replays what was', { neverShared: ['reviewAdded'] }],
  ])('have an upstream each: %s', async (_, subscriptions) => {
    await using own = await startLiveFederation({ subscriptions });
    const client = createClient({ url: own.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    clients.push(client);
    for (let n = 0; n < 2; n++)
      void client
        .iterate({ query: SUBSCRIPTION })
        .next()
        .catch(() => undefined);
    await own.upstreamReaches(2);
  });
});
