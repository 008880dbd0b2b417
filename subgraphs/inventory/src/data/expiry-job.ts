import { sql } from 'drizzle-orm';
import type { InventoryTransaction } from './database.js';

export const EXPIRE_RESERVATION = 'expire-reservation';

/** Lets the worker look at the reservation when it expires; asked again, the job moves to the new time. */
export async function scheduleExpiry(tx: InventoryTransaction, orderId: string): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${EXPIRE_RESERVATION}::text,
      json_build_object('orderId', order_id),
      run_at => expires_at,
      job_key => ${`${EXPIRE_RESERVATION}:${orderId}`}::text)
    from reservations where order_id = ${orderId}`);
}
