import { newId } from '../../../packages/subgraph-kit/src/index.ts';
import { letBuy } from './load.mjs';

const TABLES = `
  create schema if not exists bench;
  create table if not exists bench.item (id uuid primary key, on_hand integer not null, reserved integer not null default 0,
    version integer not null default 0, check (reserved <= on_hand));
  create table if not exists bench.movement (id uuid primary key, item_id uuid not null, reserved_delta integer not null, reference uuid not null,
    created_at timestamptz not null default now());
  create table if not exists bench.reservation (order_id uuid primary key, status text not null, expires_at timestamptz not null);
  create table if not exists bench.reservation_line (order_id uuid, item_id uuid, quantity integer not null, primary key (order_id, item_id))`;

/**
 * What a single reservation of a single piece has to write, in the least SQL: a conditional UPDATE, the ledger, the reservation with its line and
 * the job that ends it, and the outbox for two subscribers. On tables of its own, without triggers and foreign keys.
 */
export async function sqlAlone({ sql, cpu }, { buyers, units, atOnce }) {
  await sql.unsafe(TABLES);
  const itemId = newId();
  await sql`insert into bench.item (id, on_hand) values (${itemId}, ${units})`;
  const figures = await letBuy({ buyers, atOnce }, { cpu, attempt: () => takeOne(sql, itemId) });
  const [{ kept }] = await sql`select count(*)::integer as kept from bench.reservation_line where item_id = ${itemId}`;
  return { ...figures, kept };
}

async function takeOne(sql, itemId) {
  const orderId = newId();
  const rows = await sql`
    with taken as (
      update bench.item set reserved = reserved + 1, version = version + 1
      where id = ${itemId} and on_hand - reserved >= 1
      returning id, version, on_hand - reserved as available
    ), moved as (
      insert into bench.movement (id, item_id, reserved_delta, reference) select gen_random_uuid(), id, 1, ${orderId} from taken
    ), held as (
      insert into bench.reservation select ${orderId}, 'HELD', now() + interval '15 minutes' from taken
    ), line as (
      insert into bench.reservation_line select ${orderId}, id, 1 from taken
    )
    select graphile_worker.add_job('bench-expire', json_build_object('orderId', ${orderId}::text), run_at => now() + interval '1 day',
        job_key => 'bench-expire:' || ${orderId}::text),
      graphile_worker.add_job('bench-fact', json_build_object('to', 'carts', 'available', available, 'version', version)),
      graphile_worker.add_job('bench-fact', json_build_object('to', 'products', 'available', available, 'version', version))
    from taken`;
  return rows.length === 1;
}
