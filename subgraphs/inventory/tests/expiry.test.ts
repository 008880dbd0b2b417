import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  aVariant,
  aWarehouse,
  extend,
  factsOf,
  ledgerGaps,
  reserve,
  startInventory,
  statusOf,
  stockOf,
  type TestInventory,
  tellPaid,
} from './_inventory-app.js';

let inventory: TestInventory;
let warehouse: string;

beforeAll(async () => {
  inventory = await startInventory();
  warehouse = await aWarehouse(inventory);
});

afterAll(() => inventory?.[Symbol.asyncDispose]());

const expired = async (orderId: string) =>
  (await factsOf(inventory, 'reservation-expired')).filter(({ data }) => data.orderId === orderId).length;

/** A fact that is not taken comes again. */
const untilHeard = (tell: () => Promise<number>) =>
  until(async () => (await tell()) === 204, { what: 'the fact to be heard' });

const hasExpired = async (orderId: string) => (await statusOf(inventory, orderId)) === 'EXPIRED';

it('gives the pieces back when the time is over, and tells of it once', async () => {
  const variant = await aVariant(inventory, { stock: { [warehouse]: 5 } });
  const orderId = newId();
  await reserve(inventory, { orderId, lines: { [variant]: 2 }, ttlSeconds: 1 });
  expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 2 });
  await until(() => hasExpired(orderId), { what: 'the reservation to expire' });
  expect(await stockOf(inventory, variant)).toEqual({ onHand: 5, reserved: 0, available: 5 });
  expect(await expired(orderId)).toBe(1);
});

it('leaves alone what was extended, until the new time', async () => {
  const variant = await aVariant(inventory, { stock: { [warehouse]: 5 } });
  const [extended, other] = [newId(), newId()];
  await reserve(inventory, { orderId: extended, lines: { [variant]: 1 }, ttlSeconds: 3 });
  await extend(inventory, extended, 600);
  await reserve(inventory, { orderId: other, lines: { [variant]: 1 }, ttlSeconds: 3 });
  await until(() => hasExpired(other), { what: 'the later reservation to expire' });
  expect(await statusOf(inventory, extended)).toBe('HELD');
});

it('sweeps what its own job missed', async () => {
  const variant = await aVariant(inventory, { stock: { [warehouse]: 5 } });
  const orderId = newId();
  await reserve(inventory, { orderId, lines: { [variant]: 2 } });
  await inventory.sql`update reservations set expires_at = now() - interval '1 minute' where order_id = ${orderId}`;
  await inventory.sql`select graphile_worker.add_job('sweep-reservations')`;
  await until(() => hasExpired(orderId), { what: 'the sweep' });
  expect(await stockOf(inventory, variant)).toMatchObject({ reserved: 0 });
});

it('either commits or expires when payment and expiry meet', async () => {
  const variant = await aVariant(inventory, { stock: { [warehouse]: 40 } });
  const orders = Array.from({ length: 20 }, () => newId());
  await Promise.all(orders.map((orderId) => reserve(inventory, { orderId, lines: { [variant]: 2 } })));
  await inventory.sql`update reservations set expires_at = now() - interval '1 minute' where order_id = any(${orders})`;
  await Promise.all([
    ...orders.map((orderId) => untilHeard(() => tellPaid(inventory, orderId, { [variant]: 2 }))),
    ...orders.map(
      (orderId) =>
        inventory.sql`select graphile_worker.add_job('expire-reservation', json_build_object('orderId', ${orderId}::text))`,
    ),
  ]);
  await until(async () => {
    const [row] = await inventory.sql`
      select count(*)::integer as count from graphile_worker.jobs
      where task_identifier = 'expire-reservation' and run_at <= now()`;
    return row?.count === 0;
  });
  const failed = await inventory.sql`
    select last_error from graphile_worker.jobs where task_identifier = 'expire-reservation' and last_error is not null`;
  expect(failed).toEqual([]);
  // whether it was paid in time or taken anew afterwards: the pieces left the shelf once
  expect(await stockOf(inventory, variant)).toEqual({ onHand: 0, reserved: 0, available: 0 });
  const statuses = await Promise.all(orders.map((orderId) => statusOf(inventory, orderId)));
  expect(new Set(statuses)).toEqual(new Set(['COMMITTED']));
});

it('keeps the ledger', async () => {
  expect(await ledgerGaps(inventory)).toEqual([]);
});
