import type postgres from 'postgres';

/**
 * Lets the database itself note every fact that is committed for delivery, in the same transaction: the queue forgets what it has
 * delivered, and nothing of Souk's own can be asked what it may have lost.
 */
export async function witnessOutbox(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema chaos;
    create table chaos.begun as select clock_timestamp() as at;
    create table chaos.outbox (subscriber text not null, fact json not null, committed_at timestamptz not null default now());
    create function chaos.note() returns trigger language plpgsql as $$
      begin
        if new.payload->>'to' is not null and new.payload->'fact' is not null then
          insert into chaos.outbox (subscriber, fact) values (new.payload->>'to', new.payload->'fact');
        end if;
        return null;
      end $$;
    create trigger chaos_outbox after insert on graphile_worker._private_jobs for each row execute function chaos.note();`);
}
