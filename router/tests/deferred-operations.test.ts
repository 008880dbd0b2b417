import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RouterHooks } from '../src/index.js';
import { askInParts, DEFER_ACCEPT } from './fixtures/deferred-parts.js';
import { type SlowShop, startSlowShop } from './fixtures/start-slow-shop.js';

const QUERY = 'query Page { product(id: "p1") { name ... @defer(label: "stock") { stock } } }';
const MUTATION = 'mutation { rename(id: "p1", name: "Sun") { name ... @defer { stock } } }';
const STOCK = { incremental: [{ label: 'stock', path: ['product'], data: { stock: 100 } }], hasNext: false };

const logged: any[] = [];
const log = new Writable({
  write(line, _, done) {
    logged.push(JSON.parse(String(line)));
    done();
  },
});
const responses: { outcome: string; errors: number }[] = [];
const hooks: RouterHooks[] = [
  {
    onResponse: ({ outcome, errors }) => {
      responses.push({ outcome, errors: errors.length });
      return { extensions: { hooked: true }, headers: { 'x-hooked': outcome } };
    },
  },
];

let shop: SlowShop;
beforeAll(async () => {
  const config = {
    demand: { mode: 'measure', inExtensions: true },
    deadlines: { subgraphMs: 20_000, operationMs: 20_000, mutationMs: 20_000 },
    logLevel: 'debug',
  } as const;
  shop = await startSlowShop(config, { hooks, logger: pino({ level: 'debug' }, log) });
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(() => {
  shop.holdStock();
  shop.subgraphs.stock!.answerWith(undefined);
  shop.subgraphs.stock!.requests.length = 0;
  logged.length = 0;
  responses.length = 0;
});

/** How many queries have been counted that were answered without errors. */
async function countedQueries(): Promise<number> {
  const text = await (await fetch(new URL('/metrics', shop.url))).text();
  return Number(/^graphql_operation_duration_seconds_count\{kind="query",outcome="ok"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

describe('an operation', () => {
  it('is counted and logged when its last part has been taken', async () => {
    const before = await countedQueries();
    const answer = await askInParts(shop.url, { query: QUERY });
    await answer.next();
    await expect.poll(() => shop.heldCount).toBe(1);
    expect(await countedQueries()).toBe(before);
    expect(operations()).toEqual([]);
    shop.answerStock();
    await answer.all();
    expect(await countedQueries()).toBe(before + 1);
    expect(operations()).toMatchObject([{ operation: 'query', operationName: 'Page', outcome: 'ok' }]);
  });

  it('has errors when one of its parts has', async () => {
    shop.answerStock();
    await (await askInParts(shop.url, { query: '{ product(id: "p1") { name ... @defer { lost } } }' })).all();
    expect(operations()).toMatchObject([{ outcome: 'errors' }]);
  });

  it('has its actual cost told with the last part, each field once', async () => {
    shop.answerStock();
    const shared = '{ product(id: "p1") { name size { width } ... @defer { name size { height } place { id } } } }';
    const whole = await shop.ask(shared);
    const answer = await askInParts(shop.url, { query: shared });
    const [first, last] = await answer.all();
    expect(first.extensions).toEqual({ hooked: true });
    expect(last.extensions.cost).toEqual(whole.body.extensions.cost);
    expect(last.extensions.cost.actual).toBe(3);
  });

  it('has a hook called before its first part', async () => {
    const answer = await askInParts(shop.url, { query: QUERY });
    expect(answer.headers.get('x-hooked')).toBe('deferred');
    expect(await answer.next()).toMatchObject({ extensions: { hooked: true } });
    expect(responses).toEqual([{ outcome: 'deferred', errors: 0 }]);
    shop.answerStock();
    expect((await answer.all())[0]).toMatchObject(STOCK);
    expect(responses).toHaveLength(1);
  });

  it('may be persisted, and deferred by its hash alone', async () => {
    shop.answerStock();
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(QUERY).digest('hex') };
    const ask = async (query?: string) => {
      const body = JSON.stringify({ query, extensions: { persistedQuery } });
      const headers = { accept: DEFER_ACCEPT, 'content-type': 'application/json' };
      return (await fetch(shop.url, { method: 'POST', headers, body })).text();
    };
    expect(await ask()).toContain('PERSISTED_QUERY_NOT_FOUND');
    const deferred = await ask(QUERY);
    expect(deferred).toContain('"incremental"');
    expect(await ask()).toBe(deferred);
  });
});

describe('a client that leaves', () => {
  const leavesAfterFirstPart = async (query: string) => {
    let abandonedCount = 0;
    shop.subgraphs.stock!.answerWith((response) => response.on('close', () => abandonedCount++));
    const answer = await askInParts(shop.url, { query });
    await answer.next();
    await expect.poll(() => shop.subgraphs.stock!.requests).toHaveLength(1);
    answer.leave();
    await expect.poll(() => abandonedCount, { timeout: 1_000 }).toBe(1);
    await expect.poll(() => operations()).toHaveLength(1);
  };

  it('ends what a query has deferred', () => leavesAfterFirstPart(QUERY));

  it('ends what a mutation has deferred', () => leavesAfterFirstPart(MUTATION));

  it('without having read ends the answer too', async () => {
    const query = '{ product(id: "p1") { name ... @defer { text ... @defer { again: text } } } }';
    const request = httpRequest(shop.url, {
      method: 'POST',
      headers: { accept: DEFER_ACCEPT, 'content-type': 'application/json' },
    });
    const response = await new Promise<IncomingMessage>((resolve) => {
      request.on('response', resolve).end(JSON.stringify({ query }));
    });
    await once(response, 'readable');
    expect(operations()).toEqual([]);
    response.destroy();
    await expect.poll(() => operations(), { timeout: 1_000 }).toHaveLength(1);
  });
});

function operations(): any[] {
  return logged.filter(({ msg }) => msg === 'operation');
}

it('what is deferred is finished when the router ends', async () => {
  const ending = await startSlowShop();
  const answer = await askInParts(ending.url, { query: QUERY });
  await answer.next();
  await expect.poll(() => ending.heldCount).toBe(1);
  const stopped = ending.stopRouter();
  ending.answerStock();
  expect(await answer.all()).toEqual([STOCK]);
  await stopped;
  await ending[Symbol.asyncDispose]();
});
