import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { CacheStore, NewCacheEntry } from '../../src/caching/cache-store.js';
import { CachingMetrics } from '../../src/caching/caching-metrics.js';
import { MemoryCacheStore } from '../../src/caching/memory-cache-store.js';
import { RedisCacheStore } from '../../src/caching/redis-cache-store.js';
import { createRouter } from '../../src/index.js';
import { connectRedis } from '../../src/redis/connect-redis.js';
import { composeSupergraph, startFederation, type TestFederation } from '../fixtures/start-federation.js';
import { stockedShop } from '../fixtures/stocked-shop.js';

const logger = pino({ level: 'silent' });
const hasRedis = inject('redisKind') !== 'in-process';

async function openRedisStore(url = inject('redisUrl'), deadlineMs = 1_000) {
  const redis = connectRedis(url, logger);
  const metrics = new CachingMetrics(new Registry());
  const failed = vi.spyOn(metrics, 'countFailure');
  await once(redis, 'ready');
  return { redis, failed, store: new RedisCacheStore({ redis, deadlineMs, metrics, logger }) };
}

describe.each([
  { name: 'memory', isRun: true, open: async (): Promise<CacheStore> => new MemoryCacheStore(10_000_000) },
  { name: 'Redis', isRun: hasRedis, open: async (): Promise<CacheStore> => (await openRedisStore()).store },
])('a store in $name', ({ isRun, open }) => {
  const test = isRun ? it : it.skip;
  /** Keys and terms that no other test has. */
  const scope = randomUUID();
  let store: CacheStore;
  beforeAll(async () => {
    if (isRun) store = await open();
  });
  afterAll(async () => store?.[Symbol.asyncDispose]());

  const entry = (key: string, terms: string[], ms = 60_000): NewCacheEntry => ({
    key: `${scope} ${key}`,
    text: `{"key":"${key}\\n ü"}`,
    expiresAt: Date.now() + ms,
    seconds: 60,
    terms: terms.map((term) => `${scope} ${term}`),
  });
  const generation = async () => (await store.read([])).generation ?? Number.NaN;
  const find = async (...keys: string[]) => {
    const { entries } = await store.read(keys.map((key) => `${scope} ${key}`));
    return entries.map((found) => found?.text);
  };
  const kept = async (...keys: string[]) => (await find(...keys)).map((text) => text !== undefined);

  test('finds what was written, with its lifetime and terms, in the order of the keys', async () => {
    const [one, two] = [entry('one', ['a']), entry('two', [])];
    store.write([one, two], await generation());
    await vi.waitFor(async () => expect(await find('two', 'none', 'one')).toEqual([two.text, undefined, one.text]));
    const { key, ...rest } = one;
    expect((await store.read([key])).entries[0]).toMatchObject(rest);
  });

  test('forgets what has expired', async () => {
    store.write([entry('short', [], 30), entry('long', [])], await generation());
    await vi.waitFor(async () => expect(await kept('short', 'long')).toEqual([true, true]), { interval: 1 });
    await vi.waitFor(async () => expect(await kept('short', 'long')).toEqual([false, true]));
  });

  test('forgets by terms, and says how much', async () => {
    store.write([entry('x', ['t1', 'all']), entry('y', ['t2', 'all']), entry('z', ['all'])], await generation());
    await vi.waitFor(async () => expect(await kept('x', 'y', 'z')).toEqual([true, true, true]));
    expect(await store.invalidate([`${scope} t1`, `${scope} t2`, `${scope} none`])).toBe(2);
    expect(await kept('x', 'y', 'z')).toEqual([false, false, true]);
    expect(await store.invalidate([`${scope} all`])).toBe(1);
    expect(await kept('z')).toEqual([false]);
  });

  test('forgets thousands', async () => {
    const many = Array.from({ length: 2_100 }, (_, n) => entry(`many ${n}`, ['many']));
    store.write(many, await generation());
    await vi.waitFor(async () => expect(await kept('many 2099')).toEqual([true]));
    expect(await store.invalidate([`${scope} many`])).toBe(2_100);
    expect(await kept('many 0', 'many 2099')).toEqual([false, false]);
  });

  test('keeps nothing that was asked for before it was invalidated, and all that was asked for after', async () => {
    const before = await generation();
    await store.invalidate([`${scope} changed`]);
    store.write([entry('stale', ['same', 'changed']), entry('unchanged', ['same'])], before);
    await vi.waitFor(async () => expect(await kept('unchanged')).toEqual([true]));
    expect(await kept('stale')).toEqual([false]);
    store.write([entry('fresh', ['same', 'changed'])], await generation());
    await vi.waitFor(async () => expect(await kept('fresh')).toEqual([true]));
  });
});

describe.skipIf(!hasRedis)('a store in Redis', () => {
  it('is that of all routers', async () => {
    await using one = (await openRedisStore()).store;
    await using other = (await openRedisStore()).store;
    const [key, term] = [randomUUID(), randomUUID()];
    const { generation = 0 } = await one.read([]);
    one.write([{ key, text: '1', expiresAt: Date.now() + 60_000, seconds: 60, terms: [term] }], generation);
    await vi.waitFor(async () => expect((await other.read([key])).entries[0]?.text).toBe('1'));
    expect(await other.invalidate([term])).toBe(1);
    expect((await one.read([key])).entries).toEqual([undefined]);
  });

  it('leaves nothing behind of what has expired', async () => {
    const { store, redis } = await openRedisStore();
    await using _ = store;
    const [key, term] = [randomUUID(), randomUUID()];
    const { generation = 0 } = await store.read([]);
    store.write([{ key, text: '1', expiresAt: Date.now() + 40, seconds: 1, terms: [term] }], generation);
    await vi.waitFor(async () => expect(await redis.keys(`*${term}`)).toHaveLength(1), { interval: 1 });
    await vi.waitFor(async () => expect([await redis.keys(`*${term}`), await redis.keys(`*${key}`)]).toEqual([[], []]));
  });

  it('knows nothing, at once, while Redis is away; and does not say that it has forgotten', async () => {
    const { store, redis } = await openRedisStore();
    redis.disconnect();
    expect(await store.read(['any'])).toEqual({ generation: undefined, entries: [] });
    await expect(store.invalidate(['any'])).rejects.toThrow();
  });

  it('does not wait for a Redis that says nothing, and leaves it alone for a while', async () => {
    const { store, redis, failed } = await openRedisStore(undefined, 15);
    await using _ = store;
    const blocking = connectRedis(inject('redisUrl'), logger);
    await blocking.call('CLIENT', 'PAUSE', '200');
    const startedAt = performance.now();
    for (let n = 0; n < 5; n++) expect(await store.read(['any'])).toEqual({ generation: undefined, entries: [] });
    expect(performance.now() - startedAt).toBeLessThan(150);
    expect(failed).toHaveBeenCalledTimes(1);
    await redis.ping();
    blocking.disconnect();
  });
});

describe.skipIf(!hasRedis)('two routers with one Redis', () => {
  const shop = stockedShop();
  let federation: TestFederation;
  const config = {
    redisUrl: inject('redisUrl'),
    caching: {
      mode: 'entities' as const,
      store: 'redis' as const,
      invalidationKey: 'a key of thirty-two characters..',
    },
  };
  beforeAll(async () => {
    federation = await startFederation(shop.definitions, config);
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  it('know what either has asked for, and forget together', async () => {
    const supergraphSdl = composeSupergraph(Object.values(federation.subgraphs));
    await using other = await createRouter({ supergraphSdl, config: { port: 0, ...config }, logger });
    const { url } = await other.listen();
    const names = async (at: string) => {
      const response = await fetch(at, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ products { name } }"}',
      });
      const { data }: any = await response.json();
      return data.products.map(({ name }: any) => name);
    };
    const requests = federation.subgraphs.catalogue?.requests ?? [];
    await vi.waitFor(async () => {
      const before = requests.length;
      await names(federation.url);
      expect(requests.length).toBe(before);
    });
    const asked = requests.length;
    await vi.waitFor(async () => expect(await names(url)).toEqual(['Product p1', 'Product p2', 'Product p3']));
    expect(requests.length).toBe(asked);
    const product = shop.products[0];
    if (product) product.name = 'New';
    const response = await fetch(new URL('/invalidation', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: config.caching.invalidationKey },
      body: JSON.stringify([{ kind: 'cache_tag', subgraphs: ['catalogue'], cache_tag: 'products' }]),
    });
    expect([response.status, await response.json()]).toEqual([202, { count: 1 }]);
    expect((await names(federation.url))[0]).toBe('New');
  });
});

it('a cache in Redis without a Redis is refused at the start', async () => {
  const config = { caching: { mode: 'entities' as const, store: 'redis' as const }, redisUrl: 'memory:' };
  await expect(createRouter({ supergraphSdl: '', config })).rejects.toThrow('"caching.store" is "redis" without');
});

/** A server that takes connections and says nothing is away too. */
it.skipIf(!hasRedis)('a Redis that was never there costs no request anything', async () => {
  const server = createServer(() => {});
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const redis = connectRedis(`redis://127.0.0.1:${port}`, logger);
  const metrics = new CachingMetrics(new Registry());
  await using store = new RedisCacheStore({ redis, deadlineMs: 1_000, metrics, logger });
  const startedAt = performance.now();
  expect(await store.read(['any'])).toEqual({ generation: undefined, entries: [] });
  expect(performance.now() - startedAt).toBeLessThan(100);
  server.close();
});
