import { inArray, sql } from 'drizzle-orm';
import type { InventoryTransaction } from './database.js';
import { BEFORE_FACTS } from './job-priority.js';
import { reservations } from './tables.js';

export const EXPIRE_RESERVATION = 'expire-reservation';

/** Lets the worker look at each reservation when it expires; asked again, the job moves to the new time. One statement. */
export async function scheduleExpiry(tx: InventoryTransaction, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx.execute(sql`
    select from graphile_worker.add_jobs((
      select array_agg(json_populate_record(null::graphile_worker.job_spec, json_build_object(
        'identifier', ${EXPIRE_RESERVATION}::text,
        'payload', json_build_object('orderId', order_id),
        'run_at', expires_at,
        'priority', ${BEFORE_FACTS}::int,
        'job_key', ${EXPIRE_RESERVATION}::text || ':' || order_id)))
      from reservations where ${inArray(reservations.orderId, [...orderIds])}))`);
}
