import { randomUUID } from 'node:crypto';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderEventKind } from '../src/domain/order-event-kind.js';
import { type OrderStatus, transitionOf } from '../src/domain/order-status.js';
import { ADMIN, openShop, payingWith, place, readOrder, type Shop } from './_shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ PAYMENT_RECHECK_SECONDS: '1' });
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const run = async (name: string, fields: string, input: Record<string, unknown>) => {
  const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`;
  const { data, errors } = await shop.ask(query, { viewer: ADMIN, variables: { input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data[name];
};
const send = (orderId: string) =>
  run('orderFulfill', 'shipment { id }', { orderId, carrier: 'UPS', trackingNumber: '1' });
const cancel = (orderId: string) => run('orderCancel', 'order { id }', { orderId, idempotencyKey: randomUUID() });
const refund = (orderId: string, amountMinor: number) =>
  run('orderRefund', 'refund { id }', { orderId, amountMinor, reason: 'Late', idempotencyKey: randomUUID() });

/** Every way that an order can go here, and some of what happens to its money on the way. */
async function liveThroughAll(): Promise<string[]> {
  const delivered = (await place(shop)).order.id;
  await refund(delivered, 100);
  const { shipment } = await send(delivered);
  await run('shipmentDeliver', 'order { id }', { shipmentId: shipment.id });
  await refund(delivered, 200);

  const [placed, confirmed, processing] = [
    (await place(shop, { paymentMethod: null })).order.id,
    (await place(shop)).order.id,
    (await place(shop)).order.id,
  ];
  await shop.tell('stock-committed', { orderId: processing });
  for (const orderId of [placed, confirmed, processing]) await cancel(orderId);

  const declined = (await place(shop, payingWith('pm_card_chargeDeclined'))).order.id;
  const disputed = (await place(shop, payingWith('pm_card_createDispute'))).order.id;
  await until(async () => (await readOrder(shop, disputed)).timeline.length === 3, { what: 'the dispute' });
  return [delivered, placed, confirmed, processing, declined, disputed];
}

interface Row {
  readonly order_id: string;
  readonly version: number;
  readonly kind: OrderEventKind;
  readonly status: OrderStatus;
  readonly previous_status: OrderStatus | null;
}

it('is gap-free, legal and told to the others, for every way that an order can go', async () => {
  const ids = await liveThroughAll();
  const rows = await shop.database.sql<Row[]>`select * from order_events order by order_id, version`;
  const moved = rows.filter(({ status, previous_status: from }) => from !== null && from !== status);
  for (const id of ids) {
    const versions = rows.filter((row) => row.order_id === id).map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect((await readOrder(shop, id)).version).toBe(versions.length);
  }
  expect(new Set(moved.map(({ status }) => status))).toEqual(
    new Set(['CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED']),
  );
  for (const { order_id: orderId, version, kind, status, previous_status: from } of moved) {
    const transition = from ? transitionOf(from, status) : undefined;
    expect(transition?.kinds.includes(kind), `${from} ${status} ${kind}`).toBe(true);
    if (transition?.fact) {
      await until(
        () => shop.peers.facts.some((fact) => fact.name === transition.fact && isAbout(fact, orderId, version)),
        { what: `${transition.fact} of ${orderId}` },
      );
    }
  }
});

const isAbout = (fact: { version: number; data?: unknown }, orderId: string, version: number) =>
  fact.version === version && (fact.data as { orderId: string }).orderId === orderId;

it('has a ledger that says what the payments say, and that nobody can change', async () => {
  const { sql } = shop.database;
  const differing = await sql`
    select p.order_id from payments p
    where captured_minor <> coalesce((select max(amount_minor) from payment_entries e
        where e.order_id = p.order_id and kind = 'CAPTURED'), 0)
      or refunded_minor <> coalesce((select sum(amount_minor) from payment_entries e
        where e.order_id = p.order_id and kind = 'REFUNDED'), 0)
      or refund_claimed_minor <> coalesce((select sum(amount_minor) from refunds r
        where r.order_id = p.order_id and status <> 'FAILED'), 0)
      or refund_claimed_minor > captured_minor`;
  expect(differing).toEqual([]);
  await expect(sql`update payment_entries set amount_minor = 0`).rejects.toThrow('append-only');
  await expect(sql`delete from payment_entries`).rejects.toThrow('append-only');
});
