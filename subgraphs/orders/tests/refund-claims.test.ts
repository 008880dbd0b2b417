import { testEnvironment } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readOrdersConfig } from '../src/config.js';
import { type OrdersDatabase, openOrdersDatabase } from '../src/data/database.js';
import { claimRefundable } from '../src/data/payment.repository.js';
import { claimPieces } from '../src/data/refund.repository.js';
import { openShop, place, type Shop } from './_shop.js';

let shop: Shop;
let database: OrdersDatabase;
beforeAll(async () => {
  shop = await openShop();
  const stripe = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1', DATABASE_POOL_SIZE: '8' };
  database = await openOrdersDatabase(readOrdersConfig(testEnvironment(shop.database.url, stripe)));
});
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await shop?.[Symbol.asyncDispose]();
});

/** What each of eight that claim at once gets, without any lock of the order. */
const atOnce = (claim: Parameters<OrdersDatabase['db']['transaction']>[0]) =>
  Promise.all(Array.from({ length: 8 }, () => database.db.transaction(claim)));

it('money is claimed once, by one statement', async () => {
  const { order } = await place(shop);
  const third = Math.floor(order.totals.total.minorUnits / 3);
  const claims = await atOnce((tx) => claimRefundable(tx, order.id, third));
  expect(claims.filter(Boolean)).toHaveLength(3);
});

it('money that a bank has taken back is not claimed', async () => {
  const { order } = await place(shop);
  const total = order.totals.total.minorUnits;
  await shop.database.sql`update payments set disputed_minor = ${total - 10} where order_id = ${order.id}`;
  const claim = (amountMinor: number) => database.db.transaction((tx) => claimRefundable(tx, order.id, amountMinor));
  expect([await claim(11), await claim(10), await claim(1)]).toEqual([false, true, false]);
});

it('pieces are claimed once, by one statement', async () => {
  const { order } = await place(shop, { lines: [{ quantity: 5 }] });
  const lineId = order.lines[0].id;
  const claims = await atOnce((tx) => claimPieces(tx, { lineId, quantity: 2 }));
  expect(claims.filter(Boolean)).toHaveLength(2);
});
