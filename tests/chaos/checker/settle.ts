import { setTimeout as delay } from 'node:timers/promises';
import { SUBGRAPH_NAMES } from '@souk/platform/testing';
import { endReservations } from '../rig/end-reservations.js';
import type { Rig } from '../rig/rig.js';
import { type Violation, violations } from './violation.js';

const DEADLINE_MS = 180_000;
const LOOK_AGAIN_MS = 250;

/** Jobs that are queued by a key: one without it was replaced while it was at work, and is done if its replacement is. */
const ALWAYS_KEYED = ['expire-reservation', 'settle-payment', 'send-delivery'];

/**
 * Waits until everything that goes on by itself has come to rest: facts delivered, payments settled, reservations ended. Deliveries
 * that failed are made due at once, since waiting for their back-off would show nothing, and the time of reservations and leases passes
 * when nothing else moves; nothing else is helped along.
 *
 * @returns a violation for what still moves after three minutes
 */
export async function settle(rig: Rig, deadlineMs = DEADLINE_MS): Promise<Violation[]> {
  const deadline = Date.now() + deadlineMs;
  let last: readonly string[] = [];
  for (let quiet = 0; quiet < 2; ) {
    const { moving, waiting } = await look(rig).catch((error) => ({ moving: [String(error)], waiting: [] }));
    if (moving.length === 0 && waiting.length > 0) await letTimePass(rig);
    last = [...moving, ...waiting];
    quiet = last.length === 0 ? quiet + 1 : 0;
    if (Date.now() > deadline) return violations('rest: everything comes to an end', last);
    await delay(LOOK_AGAIN_MS);
  }
  return [];
}

/** Reservations end, and so does the lease of whoever died while sending a message: the job of the next minute finds it. */
async function letTimePass(rig: Rig): Promise<void> {
  await endReservations(rig);
  await rig.sql.users`
    update deliveries d set leased_until = null, next_attempt_at = now() - interval '1 minute' where status = 'PENDING'
    and not exists (select from graphile_worker._private_jobs where key = 'send-delivery:' || d.id)`;
  await rig.sql.users`select graphile_worker.add_job('sweep-deliveries')`;
}

interface Unrest {
  readonly moving: readonly string[];
  /** for their time to pass, and nothing else */
  readonly waiting: readonly string[];
}

async function look(rig: Rig): Promise<Unrest> {
  const jobs = await Promise.all(
    SUBGRAPH_NAMES.map(async (name) => {
      const sql = rig.sql[name];
      await sql`update graphile_worker._private_jobs set run_at = now()
        where run_at > now() and attempts > 0 and locked_at is null and payload->>'fact' is not null`;
      const rows = await sql`
        select t.identifier, j.attempts, j.last_error, j.locked_by, j.payload->>'to' as "to", j.payload->'fact'->>'name' as name
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier not like 'forget%' and (j.run_at <= now() or j.payload->>'fact' is not null)
        and not (t.identifier in ${sql(ALWAYS_KEYED)} and j.key is null and j.attempts >= j.max_attempts)`;
      return rows.map(
        (row) =>
          `${name}: ${row.identifier} ${row.name ?? ''} to ${row.to}, attempt ${row.attempts}, ${row.last_error ?? (row.locked_by ? `locked by ${row.locked_by}` : 'due')}`,
      );
    }),
  );
  const pending = await rig.sql.orders`
    select id from orders where status = 'PENDING' and id not in (select id from chaos.seeded)`;
  const refunds = await rig.sql.orders`select order_id from refunds where status = 'PENDING'`;
  const due = await rig.sql.orders`
    select order_id from payments where captured_minor < capture_due_minor and status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`;
  const exchanged = await rig.sql.orders`
    select r.id from returns r join exchanges e on e.return_id = r.id join orders o on o.id = e.order_id
    where r.status = 'RECEIVED' and o.status not in ('PENDING', 'CANCELLED')`;
  const unsent = await rig.sql.users`select id from deliveries where status = 'PENDING'`;
  const held = await rig.sql.inventory`select order_id from reservations where status = 'HELD'`;
  return {
    moving: [
      ...jobs.flat(),
      ...refunds.map(({ order_id }) => `orders: the refund of ${order_id} is PENDING`),
      ...due.map(({ order_id }) => `orders: a parcel of ${order_id} is not paid`),
      ...exchanged.map(({ id }) => `orders: the exchanged return ${id} is RECEIVED`),
    ],
    waiting: [
      ...pending.map(({ id }) => `orders: ${id} is PENDING`),
      ...held.map(({ order_id }) => `inventory: ${order_id} holds pieces`),
      ...unsent.map(({ id }) => `users: nobody sends the message ${id}`),
    ],
  };
}
