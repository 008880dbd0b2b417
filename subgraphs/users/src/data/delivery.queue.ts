import { sql } from 'drizzle-orm';
import type { Tx } from './database.js';

export const SEND_DELIVERY = 'send-delivery';

/**
 * Has each message sent after the transaction commits, even if this process dies; one statement. There is one such job a message:
 * a job that waits already is left as it is, and one whose worker died is done anew.
 */
export async function queueDeliveries(tx: Tx, ids: readonly string[], delaySeconds = 0): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    select graphile_worker.add_job(
      ${SEND_DELIVERY}::text,
      json_build_object('deliveryId', id),
      run_at => now() + make_interval(secs => ${delaySeconds}),
      max_attempts => 3,
      job_key => ${`${SEND_DELIVERY}:`}::text || id,
      job_key_mode => 'preserve_run_at')
    from json_array_elements_text(${JSON.stringify(ids)}::json) as id`);
}
