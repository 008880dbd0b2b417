import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { EventSource } from './fixtures/event-source.js';
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

/** What a subscription gives until it completes. */
class Received {
  readonly results: unknown[] = [];
  /** Milliseconds since 1970; rejects when the transport ends in an error. */
  readonly ended: Promise<number>;

  constructor(results: AsyncIterable<unknown>) {
    this.ended = this.#collect(results);
  }

  async #collect(results: AsyncIterable<unknown>): Promise<number> {
    for await (const result of results) this.results.push(result);
    return Date.now();
  }
}

it('end the subscriptions they were sent with, over every transport, and no others', async () => {
  const expiresAt = (Math.floor(Date.now() / 1000) + 2) * 1000;
  const authorization = await issuer.bearer({ exp: expiresAt / 1000 });
  const headers = { authorization };
  const socketWith = (connectionParams: Record<string, unknown>) =>
    createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
  const socket = socketWith(headers);
  const guest = socketWith({});
  const sse = createSseClient({ url: federation.url, headers, retryAttempts: 0 });

  const ending = [new Received(socket.iterate({ query })), new Received(sse.iterate({ query }))];
  const staying = new Received(guest.iterate({ query }));
  await vi.waitFor(
    () => {
      ticks.emit({ tick: 1 });
      for (const { results } of [...ending, staying]) expect(results).toContainEqual({ data: { tick: 1 } });
    },
    { interval: 20 },
  );

  for (const { results, ended } of ending) {
    const endedAt = await ended;
    expect(endedAt).toBeGreaterThanOrEqual(expiresAt);
    expect(endedAt).toBeLessThan(expiresAt + 1_000);
    expect(results.at(-1)).toEqual({
      errors: [
        expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAUTHENTICATED', ref: 'AUTH_002' }) }),
      ],
    });
    expect(new Set(results.slice(0, -1).map((result) => JSON.stringify(result)))).toEqual(
      new Set(['{"data":{"tick":1}}']),
    );
  }
  ticks.emit({ tick: 2 });
  await vi.waitFor(() => expect(staying.results).toContainEqual({ data: { tick: 2 } }));
  await Promise.all([socket.dispose(), guest.dispose()]);
  sse.dispose();
});
