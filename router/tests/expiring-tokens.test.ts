import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { EventSource } from './fixtures/event-source.js';
import { everyTransport } from './fixtures/every-transport.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startIssuer, type TestIssuer } from './fixtures/start-issuer.js';

const query = 'subscription { tick }';
const ticks = new EventSource<{ tick: number }>();

let issuer: TestIssuer;
let federation: TestFederation;

beforeAll(async () => {
  issuer = await startIssuer();
  federation = await startFederation(
    [
      {
        name: 'clock',
        sdl: 'type Query { now: Int } type Subscription { tick: Int }',
        resolvers: { Query: { now: () => 1 }, Subscription: { tick: { subscribe: () => ticks.open() } } },
      },
    ],
    { authentication: { jwksUrl: issuer.jwksUrl, clockToleranceSeconds: 0 } },
  );
});

afterAll(async () => {
  await federation[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

const STREAMING = ['websocket', 'sse-post', 'sse-get', 'multipart-post', 'multipart-get'] as const;

it('end the subscriptions they were sent with, over every transport, and no others', async () => {
  const guest = createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const guests: unknown[] = [];
  guest.subscribe(
    { query },
    { next: (answer) => guests.push(answer), error: (error) => guests.push(error), complete: () => guests.push('end') },
  );
  const expiresAt = (Math.floor(Date.now() / 1000) + 3) * 1000;
  const headers = { authorization: await issuer.bearer({ exp: expiresAt / 1000 }) };
  const ending = STREAMING.map(async (name) => {
    const answers = await everyTransport[name](federation, { query }, headers);
    return { name, answers, endedAt: Date.now() };
  });
  const emitting = setInterval(() => ticks.emit({ tick: 1 }), 50);
  for (const { name, answers, endedAt } of await Promise.all(ending)) {
    expect([name, answers[0], answers.at(-1)]).toEqual([
      name,
      { data: { tick: 1 } },
      { errors: [{ code: 'UNAUTHENTICATED', ref: 'AUTH_002' }] },
    ]);
    expect(answers.filter(({ errors }) => errors)).toHaveLength(1);
    expect(endedAt).toBeGreaterThanOrEqual(expiresAt);
    expect(endedAt).toBeLessThan(expiresAt + 5_000);
  }
  clearInterval(emitting);
  ticks.emit({ tick: 2 });
  await expect.poll(() => guests.at(-1)).toEqual({ data: { tick: 2 } });
  await guest.dispose();
});
