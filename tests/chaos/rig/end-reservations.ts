import type { Rig } from './rig.js';

/** All that is held is over, and the jobs that end it are due: as if its time had passed. */
export async function endReservations({ sql }: Pick<Rig, 'sql'>): Promise<void> {
  await sql.inventory`update reservations set expires_at = clock_timestamp() where status = 'HELD'`;
  await sql.inventory`
    update graphile_worker._private_jobs set run_at = now() where key like 'expire-reservation:%' and locked_at is null`;
  await sql.inventory`select pg_notify('jobs:insert', '{"r":"chaos","count":1}')`;
}
