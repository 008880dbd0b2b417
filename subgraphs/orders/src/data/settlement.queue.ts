import { sql } from 'drizzle-orm';
import type { OrdersTransaction } from './database.js';

export const SETTLE_PAYMENT = 'settle-payment';

/** Has the order's payment settled with Stripe as soon as the transaction commits, even if this process dies. */
export async function queueSettlement(tx: OrdersTransaction, orderId: string): Promise<void> {
  await addJob(tx, { orderId, delaySeconds: 0, mode: 'replace' });
}

/** The same later, unless it is to happen sooner already: there is one such job per order. */
export async function queueRecheck(tx: OrdersTransaction, orderId: string, delaySeconds: number): Promise<void> {
  await addJob(tx, { orderId, delaySeconds, mode: 'preserve_run_at' });
}

async function addJob(
  tx: OrdersTransaction,
  { orderId, delaySeconds, mode }: { orderId: string; delaySeconds: number; mode: 'replace' | 'preserve_run_at' },
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${SETTLE_PAYMENT}::text,
      json_build_object('orderId', ${orderId}::text),
      run_at => now() + make_interval(secs => ${delaySeconds}),
      job_key => ${`${SETTLE_PAYMENT}:${orderId}`}::text,
      job_key_mode => ${mode}::text)`);
}
