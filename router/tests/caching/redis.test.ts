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

/** On a busy machine what lives briefly may be gone before it is looked for: then once more, with twice the time. */
async function untilSeen(attempt: (ms: number) => Promise<boolean | undefined>): Promise<void> {
  for (let ms = 30; !(await attempt(ms)); ms *= 2);
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
    await expect.poll(() => find('two', 'none', 'one')).toEqual([two.text, undefined, one.text]);
    const { key, ...rest } = one;
    expect((await store.read([key])).entries[0]).toMatchObject(rest);
  });

  test('forgets what has expired', async () => {
    await untilSeen(async (ms) => {
      store.write([entry(`short ${ms}`, [], ms), entry(`long ${ms}`, [])], await generation());
      await expect.poll(async () => (await kept(`long ${ms}`))[0]).toBe(true);
      const [isSeen] = await kept(`short ${ms}`);
      if (isSeen) await expect.poll(() => kept(`short ${ms}`, `long ${ms}`)).toEqual([false, true]);
      return isSeen;
    });
  });

  test('forgets by terms, and says how much', async () => {
    store.write([entry('x', ['t1', 'all']), entry('y', ['t2', 'all']), entry('z', ['all'])], await generation());
    await expect.poll(() => kept('x', 'y', 'z')).toEqual([true, true, true]);
    expect(await store.invalidate([`${scope} t1`, `${scope} t2`, `${scope} none`])).toBe(2);
    expect(await kept('x', 'y', 'z')).toEqual([false, false, true]);
    expect(await store.invalidate([`${scope} all`])).toBe(1);
    expect(await kept('z')).toEqual([false]);
  });

  test('forgets thousands', async () => {
    const many = Array.from({ length: 2_100 }, (_, n) => entry(`many ${n}`, ['many']));
    store.write(many, await generation());
    await expect.poll(() => kept('many 2099')).toEqual([true]);
    expect(await store.invalidate([`${scope} many`])).toBe(2_100);
    expect(await kept('many 0', 'many 2099')).toEqual([false, false]);
  });

  test('keeps nothing that was asked for before it was invalidated, and all that was asked for after', async () => {
    const before = await generation();
    await store.invalidate([`${scope} changed`]);
    store.write([entry('stale', ['same', 'changed']), entry('unchanged', ['same'])], before);
    await expect.poll(() => kept('unchanged')).toEqual([true]);
    expect(await kept('stale')).toEqual([false]);
    store.write([entry('fresh', ['same', 'changed'])], await generation());
    await expect.poll(() => kept('fresh')).toEqual([true]);
  });
});

describe.skipIf(!hasRedis)('a store in Redis', () => {
  it('is that of all routers', async () => {
    await using one = (await openRedisStore()).store;
    await using other = (await openRedisStore()).store;
    const [key, term] = [randomUUID(), randomUUID()];
    const { generation = 0 } = await one.read([]);
    one.write([{ key, text: '1', expiresAt: Date.now() + 60_000, seconds: 60, terms: [term] }], generation);
    await expect.poll(async () => (await other.read([key])).entries[0]?.text).toBe('1');
    expect(await other.invalidate([term])).toBe(1);
    expect((await one.read([key])).entries).toEqual([undefined]);
  });

  it('leaves nothing behind of what has expired', async () => {
    const { store, redis } = await openRedisStore();
    await using _ = store;
    await untilSeen(async (ms) => {
      const [key, term] = [randomUUID(), randomUUID()];
      const { generation = 0 } = await store.read([]);
      store.write([{ key, text: '1', expiresAt: Date.now() + ms, seconds: 1, terms: [term] }], generation);
      const isSeen = (await redis.keys(`*${term}`)).length === 1;
      const left = async () => [await redis.keys(`*${term}`), await redis.keys(`*${key}`)];
      await expect.poll(left).toEqual([[], []]);
      return isSeen;
    });
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
    // of this connection alone: it is answered nothing more until somebody pushes
    redis.blpop(randomUUID(), 0).catch(() => undefined);
    for (let n = 0; n < 5; n++) expect(await store.read(['any'])).toEqual({ generation: undefined, entries: [] });
    expect(failed).toHaveBeenCalledTimes(1);
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
    const newlyAsked = async () => {
      const before = requests.length;
      await names(federation.url);
      return requests.length - before;
    };
    await expect.poll(newlyAsked).toBe(0);
    const asked = requests.length;
    await expect.poll(() => names(url)).toEqual(['Product p1', 'Product p2', 'Product p3']);
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
  await using store = new RedisCacheStore({ redis, deadlineMs: 60_000, metrics, logger });
  const startedAt = performance.now();
  expect(await store.read(['any'])).toEqual({ generation: undefined, entries: [] });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  server.close();
});
