import { aMember, until } from '@souk/subgraph-kit/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openShop, payingWith, place, readOrder, runJob, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.[Symbol.asyncDispose]());
afterEach(() => {
  shop.stripe.trouble.clear();
  shop.stripe.webhook = 'pass';
});

const reconcile = () => runJob(shop, 'reconcile-payments');
const repaired = async (by: string) => {
  const text = await (await fetch(`${shop.app.url}/metrics`)).text();
  const [, count = '0'] = text.match(new RegExp(`payments_repaired_total\\{by="${by}".*\\} (\\d+)`)) ?? [];
  return Number(count);
};
const statusOf = async (orderId: string) => (await readOrder(shop, orderId)).status;

it('confirms what was paid while no webhook came', async () => {
  shop.stripe.webhook = 'hold';
  const { order, payment } = await place(shop, { paymentMethod: null });
  await shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: 'pm_card_visa' });
  const before = await repaired('events');
  await reconcile();
  expect(await statusOf(order.id)).toBe('CONFIRMED');
  expect(await repaired('events')).toBe(before + 1);
});

it('takes in refunds and disputes that were missed, and hears nothing twice', async () => {
  shop.stripe.webhook = 'hold';
  const { order, payment } = await place(shop, payingWith('pm_card_visa'));
  await shop.stripe.client.refunds.create({ payment_intent: payment.intentId, amount: 100 });
  await reconcile();
  const after = await readOrder(shop, order.id);
  expect(after).toMatchObject({ paymentStatus: 'PARTIALLY_REFUNDED', refunds: [{ amount: { minorUnits: 100 } }] });
  const count = await repaired('events');
  await reconcile();
  for (const delivery of shop.stripe.deliveries) expect(await shop.stripe.deliver(delivery)).toBe(200);
  expect(await readOrder(shop, order.id)).toEqual(after);
  expect(await repaired('events')).toBe(count);
});

it('asks about a payment that has had no final state for long', async () => {
  shop.stripe.webhook = 'hold';
  const { order, payment } = await place(shop, { viewer: aMember(), ...payingWith('pm_card_authenticationRequired') });
  await shop.stripe.authenticate(payment.intentId, 'complete');
  // as if the list had been read to its end, and the job that asks were gone
  const { sql } = shop.database;
  await sql`insert into stripe_events (id, type) select e.id, e.type from jsonb_to_recordset(${sql.json(
    shop.stripe.simulator.events().map(({ id, type }) => ({ id, type })),
  )}) as e(id text, type text) on conflict do nothing`;
  await sql`select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs where key like ${`%${order.id}`}`;
  await sql`update orders set created_at = created_at - interval '31 minutes' where id = ${order.id}`;
  const before = await repaired('intents');
  await reconcile();
  expect(await statusOf(order.id)).toBe('CONFIRMED');
  expect(await repaired('intents')).toBe(before + 1);
});

it('begins again where the last complete run did, when Stripe does not answer', async () => {
  shop.stripe.webhook = 'hold';
  const cursorOf = async () => (await shop.database.sql`select read_until from stripe_cursor`)[0]?.read_until;
  const cursor = await cursorOf();
  shop.stripe.trouble.set('/v1/events', 'refuse');
  const { order, payment } = await place(shop, { paymentMethod: null });
  await shop.stripe.client.paymentIntents.confirm(payment.intentId, { payment_method: 'pm_card_visa' });
  const [job] = await shop.database.sql`select (graphile_worker.add_job('reconcile-payments')).id`;
  const failed = () =>
    shop.database.sql`select 1 from graphile_worker.jobs where id = ${job?.id} and attempts > 0 and locked_at is null`;
  await until(async () => (await failed()).length > 0, { what: 'the run to fail' });
  expect(await cursorOf()).toEqual(cursor);
  shop.stripe.trouble.clear();
  await reconcile();
  expect(await statusOf(order.id)).toBe('CONFIRMED');
});
