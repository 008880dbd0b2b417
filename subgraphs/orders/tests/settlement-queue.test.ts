import { newId } from '@souk/subgraph-kit';
import { createTestDatabase, type TestDatabase, testEnvironment } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readOrdersConfig } from '../src/config.js';
import { type OrdersDatabase, type OrdersTransaction, openOrdersDatabase } from '../src/data/database.js';
import { queueRecheck, queueSettlement } from '../src/data/settlement.queue.js';

let testDatabase: TestDatabase;
let database: OrdersDatabase;

beforeAll(async () => {
  testDatabase = await createTestDatabase(inject('postgresUrl'), 'queue');
  const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
  database = await openOrdersDatabase(readOrdersConfig(testEnvironment(testDatabase.url, stripe)));
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await testDatabase?.[Symbol.asyncDispose]();
});

const waitsOf = async (orderId: string) => {
  const jobs = await testDatabase.sql`
    select extract(epoch from run_at - now())::int as seconds from graphile_worker.jobs where key like ${`%${orderId}`}`;
  return jobs.map(({ seconds }) => Math.max(0, seconds));
};
const later = (tx: OrdersTransaction, orderId: string) => queueRecheck(tx, orderId, 600);

it.each([
  ['is not put off by a recheck that is asked for later', [queueSettlement, later]],
  ['is not kept waiting by a recheck that was asked for before', [later, queueSettlement]],
] as const)('a settlement %s', async (_, steps) => {
  const orderId = newId();
  for (const step of steps) await database.db.transaction((tx) => step(tx, orderId));
  expect(await waitsOf(orderId)).toEqual([0]);
});

it('a recheck waits, and one job is enough', async () => {
  const orderId = newId();
  for (let count = 0; count < 3; count += 1) await database.db.transaction((tx) => later(tx, orderId));
  const [seconds, ...others] = await waitsOf(orderId);
  expect(seconds).toBeGreaterThan(590);
  expect(others).toEqual([]);
});
