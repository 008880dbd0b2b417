import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { shop } from './fixtures/shop.js';
import { startFederation, type TestFederation } from './fixtures/start-federation.js';
import { startRedis } from './fixtures/start-redis.js';

const QUERY = '{ me { name } }';
const sha256Hash = createHash('sha256').update(QUERY).digest('hex');
const extensions = { persistedQuery: { version: 1, sha256Hash } };
const DATA = { data: { me: { name: 'Ada' } } };

async function post({ url }: TestFederation, body: object): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

const readiness = async ({ url }: TestFederation): Promise<any> =>
  (await fetch(url.replace('/graphql', '/health/ready'))).json();

it('a query sent to one router is found by another, for thirty days', async () => {
  await using redis = await startRedis();
  await using one = await startFederation(shop, { redisUrl: redis.url });
  await using other = await startFederation(shop, { redisUrl: redis.url });
  expect(await post(one, { query: QUERY, extensions })).toEqual(DATA);
  expect(await post(other, { extensions })).toEqual(DATA);
  expect(redis.commands).toContainEqual(['SET', `router:apq:${sha256Hash}`, QUERY, 'EX', String(30 * 86_400)]);
  expect(await readiness(one)).toMatchObject({ status: 'up', redis: 'up' });
});

it('a router serves on while Redis is away, from what it knows itself', async () => {
  const redis = await startRedis();
  await using federation = await startFederation(shop, { redisUrl: redis.url });
  await post(federation, { query: QUERY, extensions });
  await redis[Symbol.asyncDispose]();
  await expect.poll(async () => (await readiness(federation)).redis).toBe('down');
  expect(await post(federation, { extensions })).toEqual(DATA);
  const unknown = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } };
  expect((await post(federation, { extensions: unknown })).errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect(await post(federation, { query: '{ me { id } }' })).toEqual({ data: { me: { id: 'u1' } } });
});
