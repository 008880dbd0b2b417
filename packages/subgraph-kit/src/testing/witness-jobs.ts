import type postgres from 'postgres';

/**
 * Lets the database itself note every job that is queued from here on, or replaced under its key: the queue forgets what is done, so that
 * its rows say nothing of what was written meanwhile. The crontab's jobs do not count: their minute may come at any time.
 *
 * @param sql  of a database whose subgraph has started once
 * @returns    names of the tasks queued so far, oldest first
 */
export async function witnessJobs(sql: postgres.Sql): Promise<() => Promise<string[]>> {
  await sql.unsafe(`
    create table queued_jobs (id bigint generated always as identity, name text not null);
    create function note_job() returns trigger language plpgsql as $$
      begin
        insert into queued_jobs (name) select identifier from graphile_worker._private_tasks where id = new.task_id;
        return null;
      end $$;
    create trigger note_job after insert or update of revision on graphile_worker._private_jobs
      for each row when (new.payload -> '_cron' is null) execute function note_job();`);
  return async () => (await sql`select name from queued_jobs order by id`).map(({ name }) => name);
}
