import type { Rig } from './rig.js';

/** The minute at which Stripe is asked for what was missed, now. */
export async function reconcile({ sql }: Pick<Rig, 'sql'>): Promise<void> {
  await sql.orders`select graphile_worker.add_job('reconcile-payments')`;
}
