import { sql } from 'drizzle-orm';
import type { OrdersTransaction } from './database.js';

export const SETTLE_PAYMENT = 'settle-payment';

/**
 * Has the order's payment settled with Stripe by a job, even if this process dies; there is one such job per order, and the last
 * call says when it runs.
 */
export async function queueSettlement(tx: OrdersTransaction, orderId: string, delaySeconds: number): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${SETTLE_PAYMENT}::text,
      json_build_object('orderId', ${orderId}::text),
      run_at => now() + make_interval(secs => ${delaySeconds}),
      job_key => ${`${SETTLE_PAYMENT}:${orderId}`}::text)`);
}
