import type { Rig } from '../rig/rig.js';
import { RESERVATION_TTL_SECONDS } from '../rig/rig.js';
import { isSold, readOrders } from './read-shop.js';
import { type Violation, violations } from './violation.js';

/** Beyond this after its time limit nothing may be held any more. */
const GRACE_SECONDS = 30;

/** No piece is lost, doubled, or promised twice. */
export async function checkStock(rig: Rig): Promise<Violation[]> {
  const { inventory } = rig.sql;
  const [balances, ledger, held, overdue, imports] = await Promise.all([
    inventory`select * from stock_items where reserved < 0 or reserved > on_hand`,
    inventory`
      select i.variant_id, i.on_hand, i.reserved, m.on_hand_sum::int, m.reserved_sum::int
      from stock_items i left join (
        select variant_id, warehouse_id, sum(on_hand_delta) as on_hand_sum, sum(reserved_delta) as reserved_sum
        from stock_movements group by 1, 2) m using (variant_id, warehouse_id)
      where i.on_hand <> coalesce(m.on_hand_sum, 0) or i.reserved <> coalesce(m.reserved_sum, 0)`,
    inventory`
      select i.variant_id, i.reserved, coalesce(l.held, 0)::int as held
      from stock_items i left join (
        select variant_id, warehouse_id, sum(quantity) as held
        from reservation_lines join reservations using (order_id) where status = 'HELD' group by 1, 2) l
      using (variant_id, warehouse_id) where i.reserved <> coalesce(l.held, 0)`,
    inventory`
      select order_id from reservations
      where status = 'HELD' and expires_at < now() - make_interval(secs => ${GRACE_SECONDS})`,
    inventory`
      select i.id, i.status, i.applied_rows, count(m.id)::int as moved
      from stock_imports i left join stock_movements m on m.reference = i.id::text and m.kind = 'IMPORTED'
      group by i.id having i.status <> 'DONE' or i.applied_rows <> count(m.id)`,
  ]);
  return [
    ...violations(
      'stock: reserved ≤ on hand',
      balances.map(({ variant_id, on_hand, reserved }) => `${variant_id}: ${reserved} of ${on_hand}`),
    ),
    ...violations(
      'stock: numbers = sums of movements',
      ledger.map(
        (row) => `${row.variant_id}: ${row.on_hand}/${row.reserved}, moved ${row.on_hand_sum}/${row.reserved_sum}`,
      ),
    ),
    ...violations(
      'stock: reserved = live reservations',
      held.map((row) => `${row.variant_id}: ${row.reserved} reserved, ${row.held} held`),
    ),
    ...violations(
      `stock: nothing held beyond ${RESERVATION_TTL_SECONDS} + ${GRACE_SECONDS} s`,
      overdue.map(({ order_id }) => `${order_id}`),
    ),
    ...violations(
      'stock: each row of an import is done once',
      imports.map((row) => `${row.id} ${row.status}: ${row.applied_rows} rows, ${row.moved} movements`),
    ),
    ...(await checkSold(rig)),
  ];
}

/**
 * What left the shelves is what the orders say was sold, less what never will be sent and what came back to be sold again: two
 * databases that know nothing of one another.
 */
async function checkSold(rig: Rig): Promise<Violation[]> {
  const { inventory } = rig.sql;
  const sold = new Set((await readOrders(rig)).filter(isSold).map(({ id }) => id));
  const committed = await inventory`select order_id from reservations where status = 'COMMITTED'`;
  const short = await inventory`select order_id from shortfalls`;
  const known = new Set([...committed, ...short].map(({ order_id }) => String(order_id)));
  const lines = await rig.sql.orders`
    select variant_id, order_id, quantity - dropped_quantity - coalesce(b.restocked, 0)::int as pieces
    from order_lines l left join (
      select order_line_id, sum(restocked_quantity) as restocked from return_lines group by 1) b on b.order_line_id = l.id
    where order_id not in (select id from chaos.seeded)`;
  const shelves = await inventory`
    select s.variant_id, s.on_hand as before, sum(i.on_hand)::int as now, coalesce((
      select sum(on_hand_delta) from stock_movements m where m.variant_id = s.variant_id and m.created_at > s.at
      and m.kind::text not in ('RESERVED', 'RELEASED', 'EXPIRED', 'COMMITTED', 'RESTOCKED', 'RETURNED')), 0)::int as adjusted
    from chaos.stock s join stock_items i using (variant_id) group by s.variant_id, s.on_hand, s.at`;
  const isShort = new Set(short.map(({ order_id }) => String(order_id)));
  const gone = new Map<string, number>();
  for (const { variant_id, order_id, pieces } of lines) {
    if (sold.has(order_id) && !isShort.has(order_id)) gone.set(variant_id, (gone.get(variant_id) ?? 0) + pieces);
  }
  const wrong = shelves.filter((row) => row.before + row.adjusted !== row.now + (gone.get(row.variant_id) ?? 0));
  return [
    ...violations(
      'stock: every paid order has its pieces',
      [...sold].filter((id) => !known.has(id)).map((id) => `${id} is paid, nothing was taken`),
    ),
    ...violations(
      'stock: pieces leave for paid orders alone',
      committed.filter(({ order_id }) => !sold.has(order_id)).map(({ order_id }) => `${order_id} took pieces`),
    ),
    ...violations(
      'stock: on hand + sold is constant',
      wrong.map(
        (row) =>
          `${row.variant_id}: ${row.before} + ${row.adjusted} before, ${row.now} + ${gone.get(row.variant_id) ?? 0} now`,
      ),
    ),
  ];
}
