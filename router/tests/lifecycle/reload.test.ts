import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { EventSource } from '../fixtures/event-source.js';
import { type RunningRouter, runRouter } from '../fixtures/running-router.js';
import { accounts, catalogue, opinions, reviews, shop } from '../fixtures/shop.js';
import { composeSupergraph } from '../fixtures/start-federation.js';
import { startSubgraph, type TestSubgraph } from '../fixtures/start-subgraph.js';

const QUERY = '{ me { name reviews { id } } }';
const SUBSCRIPTION = 'subscription { reviewAdded { id author { name } } }';

const events = new EventSource<(typeof reviews)[number]>();
const folder = mkdtempSync(join(tmpdir(), 'router-reload-'));
let subgraphs: TestSubgraph[];
/** A supergraph, and another that has `Query.extra` too. */
let sdl: string;
let extendedSdl: string;
const closing: AsyncDisposable[] = [];

beforeAll(async () => {
  const Subscription = { reviewAdded: { subscribe: () => events.open(), resolve: (review: unknown) => review } };
  const live = { ...opinions, resolvers: { ...opinions.resolvers, Subscription } };
  const extra = { name: 'extra', sdl: 'type Query { extra: String }', resolvers: { Query: { extra: () => 'more' } } };
  subgraphs = await Promise.all([catalogue, accounts, live, extra].map(startSubgraph));
  sdl = composeSupergraph(subgraphs.slice(0, shop.length));
  extendedSdl = composeSupergraph(subgraphs);
});

afterEach(async () => {
  await Promise.all(closing.splice(0).map((open) => open[Symbol.asyncDispose]()));
});

afterAll(async () => {
  await Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]()));
});

async function start(...given: Parameters<typeof runRouter>): Promise<RunningRouter> {
  const running = await runRouter(...given);
  closing.push(running);
  return running;
}

const loads = ({ metric }: RunningRouter, outcome: string) => metric(`supergraph_loads_total{outcome="${outcome}"}`);

function openClient(url: string): Client {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
  });
  closing.push({ [Symbol.asyncDispose]: async () => client.dispose() });
  return client;
}

function place(file: string, text: string): void {
  writeFileSync(`${file}.next`, text);
  renameSync(`${file}.next`, file);
}

const hashOf = async (running: RunningRouter) => (await running.supergraph()).hash;
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

it('answers every request, and keeps every socket and subscription, while its file is replaced again and again', async () => {
  const file = join(folder, 'under-load.graphql');
  writeFileSync(file, sdl);
  const running = await start({ file });
  const expected = await running.ask(QUERY);
  expect(expected.errors).toBeUndefined();

  const closed = vi.fn();
  const client = openClient(running.url);
  client.on('closed', closed);
  const received: string[] = [];
  const stop = client.subscribe<any>(
    { query: SUBSCRIPTION },
    {
      next: ({ data }) => void received.push(data?.reviewAdded.id),
      error: closed,
      complete: () => received.push('end'),
    },
  );
  await until(async () => expect(subgraphs[2]!.liveSubscriptions.size).toBe(1));

  let isOver = false;
  let answered = 0;
  const unexpected: unknown[] = [];
  const loops = Array.from({ length: 20 }, async () => {
    for (; !isOver; answered++) {
      const answer = await running.ask(QUERY).catch((error) => error);
      if (JSON.stringify(answer) !== JSON.stringify(expected)) unexpected.push(answer);
    }
  });
  onTestFinished(() => {
    isOver = true;
  });
  for (let n = 1; n <= 3; n++) {
    const before = await hashOf(running);
    const answeredBefore = answered;
    place(file, `${n % 2 ? extendedSdl : sdl}\n# ${n}`);
    await until(async () => expect(await hashOf(running)).not.toBe(before));
    events.emit({ ...reviews[0]!, id: `e${n}` });
    await until(async () => {
      expect(received).toHaveLength(n);
      expect(answered - answeredBefore).toBeGreaterThan(60);
    });
  }
  isOver = true;
  await Promise.all(loops);
  expect(unexpected).toEqual([]);
  expect(received).toEqual(['e1', 'e2', 'e3']);
  expect(closed).not.toHaveBeenCalled();
  expect(await loads(running, 'loaded')).toBe(4);
  expect(await loads(running, 'refused')).toBe(0);

  // The subscription holds the graph it began with; the others have closed after their last request.
  expect(await running.metric('supergraphs_in_use')).toBe(2);
  stop();
  await until(async () => expect(await running.metric('supergraphs_in_use')).toBe(1));
});

it('answers by the new supergraph, and keeps the connections to subgraphs that stay', async () => {
  const file = join(folder, 'extended.graphql');
  writeFileSync(file, sdl);
  const running = await start({ file });
  expect((await running.ask('{ extra }')).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  await running.ask(QUERY);
  const sockets = subgraphs[1]!.connectionCount;
  place(file, extendedSdl);
  await until(async () => expect(await running.ask('{ extra }')).toEqual({ data: { extra: 'more' } }));
  await running.ask(QUERY);
  expect(subgraphs[1]!.connectionCount).toBe(sockets);
});

it('plans for the new supergraph what the old one was asked, before it is used', async () => {
  const file = join(folder, 'warm.graphql');
  writeFileSync(file, sdl);
  const running = await start({ file });
  await running.ask(QUERY);
  await running.ask('{ products { id } }');
  const before = await hashOf(running);
  place(file, extendedSdl);
  await until(async () => expect(await hashOf(running)).not.toBe(before));
  const misses = await running.metric('graphql_plan_cache_misses_total');
  await running.ask(QUERY);
  expect(await running.metric('graphql_plan_cache_misses_total')).toBe(misses);
});

it('ends a subscription that the new supergraph does not have, with the error that refuses it now', async () => {
  const file = join(folder, 'withdrawn.graphql');
  writeFileSync(file, sdl);
  const running = await start({ file });
  const client = openClient(running.url);
  const answers = client.iterate({ query: SUBSCRIPTION });
  const withdrawn = client.iterate({ query: 'subscription { reviewAdded { id text } }' });
  const next = withdrawn.next();
  await until(async () => expect(subgraphs[2]!.liveSubscriptions.size).toBe(2));
  place(file, composeSupergraph([...subgraphs.slice(0, 2), withoutReviewText(subgraphs[2]!)]));
  expect(await next).toMatchObject({
    value: {
      errors: [
        { message: 'Cannot query field "text" on type "Review".', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      ],
    },
  });
  expect((await withdrawn.next()).done).toBe(true);
  events.emit(reviews[0]!);
  expect((await answers.next()).value).toMatchObject({ data: { reviewAdded: { id: 'r1' } } });
});

function withoutReviewText({ name, url, typeDefs }: TestSubgraph) {
  return { name, url, typeDefs: parse(print(typeDefs).replace('text: String!', '')) };
}
