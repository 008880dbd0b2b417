import { newId } from '@souk/subgraph-kit';
import { createTestDatabase, type TestDatabase, testEnvironment } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readOrdersConfig } from '../src/config.js';
import { type OrdersDatabase, openOrdersDatabase } from '../src/data/database.js';
import { answerKey, releaseKey } from '../src/data/placement.repository.js';
import { type Claim, claimPlacement } from '../src/use-cases/claim-placement.js';

let test: TestDatabase;
let database: OrdersDatabase;
beforeAll(async () => {
  test = await createTestDatabase(inject('postgresUrl'), 'orders');
  const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
  database = await openOrdersDatabase(readOrdersConfig(testEnvironment(test.url, stripe)));
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await test?.[Symbol.asyncDispose]();
});

const claim = (key: string, patienceMs = 100) =>
  claimPlacement({ database }, { scope: 'user:ada', key }, { inputHash: 'an order', isGuest: false, patienceMs });

it('tells who repeats a call that is still at work, or was killed, that it is in progress', async () => {
  const key = newId();
  expect(await claim(key)).toMatchObject({ kind: 'ours' });
  await expect(claim(key)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_IN_PROGRESS', ref: 'IDEM_002' });
});

it('gives the answer to who still waits for it', async () => {
  const key = newId();
  const first = (await claim(key)) as Claim & { kind: 'ours' };
  const repeated = claim(key, 10_000);
  await answerKey(database.db, { scope: 'user:ada', key }, { attempt: 1, refusal: null });
  expect(await repeated).toEqual({ kind: 'placed', orderId: first.orderId });
});

it('lets the next go on with the same order once a killed call’s time is over', async () => {
  const key = newId();
  const first = await claim(key);
  const [{ seconds } = { seconds: 0 }] = await test.sql<{ seconds: number }[]>`
    select extract(epoch from leased_until - now())::float as seconds from placements where key = ${key}`;
  expect(seconds).toBeGreaterThan(30);
  expect(seconds).toBeLessThanOrEqual(40);
  await endLease(key);
  expect(await claim(key)).toEqual({ ...first, attempt: 2 });
});

it('an order that was placed is not taken back by who was slower', async () => {
  const { at, orderId } = await aKeyTakenOver();
  expect(await answerKey(database.db, at, { attempt: 2, refusal: null })).toBe(true);
  expect(await answerKey(database.db, at, { attempt: 1, refusal: REFUSAL })).toBe(false);
  await releaseKey(database.db, at, 1);
  expect(await claim(at.key)).toEqual({ kind: 'placed', orderId });
});

it('the refusal of who was overtaken is no answer while another works on the key', async () => {
  const { at, orderId } = await aKeyTakenOver();
  expect(await answerKey(database.db, at, { attempt: 1, refusal: REFUSAL })).toBe(false);
  await expect(claim(at.key)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
  expect(await answerKey(database.db, at, { attempt: 2, refusal: null })).toBe(true);
  expect(await claim(at.key)).toEqual({ kind: 'placed', orderId });
});

it('who was overtaken and failed lets nobody else in', async () => {
  const { at } = await aKeyTakenOver();
  await releaseKey(database.db, at, 1);
  await expect(claim(at.key)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
});

const REFUSAL = { kind: 'out-of-stock', lines: [] } as const;

async function aKeyTakenOver() {
  const key = newId();
  const { orderId } = (await claim(key)) as Claim & { kind: 'ours' };
  await endLease(key);
  expect(await claim(key)).toEqual({ kind: 'ours', orderId, attempt: 2 });
  return { at: { scope: 'user:ada', key }, orderId };
}

const endLease = (key: string) =>
  test.sql`update placements set leased_until = now() - interval '1 second' where key = ${key}`;
