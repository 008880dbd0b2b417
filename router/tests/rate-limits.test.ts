import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { RateLimits } from '../src/rate-limits/rate-limits.js';
import { RedisRateCounter } from '../src/rate-limits/redis-rate-counter.js';
import { connectRedis } from '../src/redis/connect-redis.js';
import { shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';

const MANY = 3_600;
const manifest = join(mkdtempSync(join(tmpdir(), 'rate-limits-')), 'manifest.json');
writeFileSync(manifest, '{}');
const silent = pino({ level: 'silent' });
const LIMITED = { code: 'RATE_LIMITED', ref: 'LIM_001' };

describe('a router with limited rates', () => {
  let federation: TestFederation;

  beforeAll(async () => {
    federation = await startFederation(shop, {
      trustProxy: 1,
      partners: [{ name: 'acme', apiKeySha256: '0'.repeat(64), manifest }],
      rateLimits: [
        { by: 'address', limit: 4, windowSeconds: MANY },
        { name: 'writes', by: 'address', operations: { kinds: ['mutation'] }, limit: 1, windowSeconds: MANY },
        { name: 'named', by: 'address', operations: { names: ['Dear'] }, limit: 1, windowSeconds: MANY },
        { by: 'viewer', limit: 1, windowSeconds: MANY },
      ],
    });
  });
  afterAll(async () => federation[Symbol.asyncDispose]());

  const askFrom = (address: string, query = '{ me { id } }') =>
    federation.ask(query, {}, { 'x-forwarded-for': `9.9.9.9, ${address}` });

  it('refuses what is too much with 429, and says when to come again', async () => {
    for (const left of [3, 2, 1, 0]) {
      const { headers, body } = await askFrom('1.0.0.1');
      expect(body).toEqual({ data: { me: { id: 'u1' } } });
      expect(headers.get('ratelimit-policy')).toBe('"address";q=4;w=3600');
      expect(headers.get('ratelimit')).toMatch(new RegExp(`^"address";r=${left};t=\\d+$`));
      expect(headers.get('retry-after')).toBeNull();
    }
    const { status, headers, body } = await askFrom('1.0.0.1');
    expect(status).toBe(429);
    expect(body.errors[0]).toMatchObject({ extensions: LIMITED });
    expect(headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts addresses apart, as the trusted proxy wrote them down', async () => {
    for (let n = 0; n < 4; n++) await askFrom('1.0.0.2');
    expect((await askFrom('1.0.0.2')).status).toBe(429);
    expect((await askFrom('1.0.0.3')).status).toBe(200);
  });

  it('counts a document that is not valid too', async () => {
    for (let n = 0; n < 4; n++) await askFrom('1.0.0.4', '{ unknown }');
    expect((await askFrom('1.0.0.4', '{ unknown }')).status).toBe(429);
  });

  it('counts a key or a token that is not valid', async () => {
    const guess = (n: number) =>
      federation.ask('{ me { id } }', {}, { 'x-forwarded-for': '1.0.0.6', 'x-api-key': `guess ${n}` });
    for (let n = 0; n < 4; n++) expect((await guess(n)).status).toBe(401);
    expect((await guess(4)).status).toBe(429);
  });

  it('can limit one kind of operation, or those of a name, and tells of every policy that applies', async () => {
    const rename = 'mutation { userRename(id: "u1", name: "A") { id } }';
    const first = await askFrom('1.0.0.5', rename);
    expect(first.body.data).toEqual({ userRename: { id: 'u1' } });
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=4;w=3600, "writes";q=1;w=3600');
    expect((await askFrom('1.0.0.5', rename)).body.errors[0].extensions).toMatchObject(LIMITED);
    expect((await askFrom('1.0.0.5', 'query Dear { me { id } }')).status).toBe(200);
    expect((await askFrom('1.0.0.5', 'query Dear { me { name } }')).status).toBe(429);
  });

  it('refuses over a WebSocket as well', async () => {
    const ask = async () => {
      const client = createClient({ url: federation.webSocketUrl, webSocketImpl: WebSocket });
      try {
        for await (const answer of client.iterate({ query: '{ me { id } }' })) return answer;
      } catch (errors) {
        return { errors };
      } finally {
        await client.dispose();
      }
    };
    for (let n = 0; n < 4; n++) expect(await ask()).toEqual({ data: { me: { id: 'u1' } } });
    expect(await ask()).toMatchObject({ errors: [{ extensions: LIMITED }] });
  });
});

describe('subjects', () => {
  const subject = { viewer: null, partner: undefined, address: undefined };
  const viewer = (sub: string) => ({ ...subject, viewer: { sub, scopes: [], claims: {} } });

  it('are viewers and partners too; who is neither is not counted as one', async () => {
    const registry = new Registry();
    const config = {
      rateLimits: [
        { by: 'viewer' as const, limit: 1, windowSeconds: MANY },
        { by: 'apiKey' as const, limit: 1, windowSeconds: MANY },
      ],
      redisUrl: undefined,
    };
    await using limits = RateLimits.open({ config, registry, logger: silent });
    const admit = (of: typeof subject | ReturnType<typeof viewer>) => limits?.admitSender(of, undefined);
    await admit(viewer('ada'));
    await admit(viewer('bob'));
    await expect(admit(viewer('ada'))).rejects.toMatchObject({ reason: 'rateLimited' });
    const partner = { ...subject, partner: { name: 'acme', contract: undefined } };
    await limits?.admitSender(partner, undefined);
    await expect(limits?.admitSender(partner, undefined)).rejects.toMatchObject({ reason: 'rateLimited' });
    for (let n = 0; n < 3; n++) expect(await admit(subject)).toBeUndefined();
    expect(await registry.metrics()).toContain('graphql_operations_rate_limited_total{policy="viewer"} 1');
  });
});

describe.skipIf(inject('redisKind') === 'in-process')('rates in Redis', () => {
  const limit = { limit: 5, windowMs: 3_600_000 };

  it('are those of all routers together, and expire', async () => {
    const key = randomUUID();
    const [redis, otherRedis] = [connectRedis(inject('redisUrl'), silent), connectRedis(inject('redisUrl'), silent)];
    await using one = new RedisRateCounter(redis, silent);
    await using other = new RedisRateCounter(otherRedis, silent);
    await Promise.all([redis.ping(), otherRedis.ping()]);
    const verdicts = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 ? one : other).take(key, limit)));
    expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(5);
    expect(await redis.pttl(`router:rate:${key}`)).toBeGreaterThan(limit.windowMs);
  });

  it('slide as those in memory do', async () => {
    const key = randomUUID();
    const redis = connectRedis(inject('redisUrl'), silent);
    await using counter = new RedisRateCounter(redis, silent);
    await redis.ping();
    const window = Math.floor(Date.now() / limit.windowMs);
    await redis.hset(`router:rate:${key}`, 'w', window - 1, 'c', 5, 'p', 0);
    const elapsed = (Date.now() % limit.windowMs) / limit.windowMs;
    const verdicts = await Promise.all(Array.from({ length: 6 }, () => counter.take(key, limit)));
    expect(verdicts.filter(({ isAllowed }) => isAllowed)).toHaveLength(Math.floor(5 - 5 * (1 - elapsed)));
    await redis.hset(`router:rate:${key}`, 'w', window - 2, 'c', 5, 'p', 5);
    expect(await counter.take(key, limit)).toMatchObject({ isAllowed: true, remaining: 4 });
  });

  it('do not wait for a Redis that takes connections and says nothing', async () => {
    const silentServer = createServer(() => {});
    await once(silentServer.listen(0, '127.0.0.1'), 'listening');
    const address = silentServer.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const redis = connectRedis(`redis://127.0.0.1:${port}`, silent);
    const asked = vi.spyOn(redis, 'eval');
    await using counter = new RedisRateCounter(redis, silent);
    for (let n = 0; n < 5; n++) expect(await counter.take('any', limit)).toMatchObject({ isAllowed: true });
    expect(asked).not.toHaveBeenCalled();
    silentServer.close();
  });

  it('are counted by each router for itself while Redis is away', async () => {
    const redis = connectRedis(inject('redisUrl'), silent);
    await using counter = new RedisRateCounter(redis, silent);
    await redis.ping();
    redis.disconnect();
    const key = randomUUID();
    const verdicts = [];
    for (let n = 0; n < 6; n++) verdicts.push(await counter.take(key, limit));
    expect(verdicts.map(({ isAllowed }) => isAllowed)).toEqual([true, true, true, true, true, false]);
  });
});
