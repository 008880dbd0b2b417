import type { Rig } from '../rig/rig.js';
import { isSold, type OrderRow, readOrders } from './read-shop.js';
import { type Violation, violations } from './violation.js';

const FIVE_MINUTES_MS = 300_000;

/** The simulator's journal of money, which no part of Souk can write, against the orders. */
export async function checkMoney(rig: Rig): Promise<Violation[]> {
  const orders = await readOrders(rig);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const { orders: witnessed, differences } = rig.simulator.control.witness();
  const repeated = Object.entries(rig.simulator.control.idempotencyKeys()).filter(([, times]) => times > 1);
  const nothing = { captured: 0, refunded: 0, chargesSucceeded: 0 };
  const moved = (id: string) => witnessed[id] ?? nothing;
  const wrong = orders.filter((order) => {
    const { captured, refunded } = moved(order.id);
    return isSold(order) ? !isTaken(order, captured) : captured !== refunded;
  });
  const partial = orders.filter(
    (order) => !isPartlySent(order) && ![0, order.total_minor].includes(moved(order.id).captured),
  );
  const twice = Object.entries(witnessed).filter(([, { chargesSucceeded }]) => chargesSucceeded > 1);
  const kept = Object.values(witnessed).reduce((sum, { captured, refunded }) => sum + captured - refunded, 0);
  const sold = orders.filter(isSold).reduce((sum, order) => {
    const { captured, refunded } = moved(order.id);
    return sum + (isTakenByParcel(order) ? captured : order.total_minor) - refunded;
  }, 0);
  return [
    ...violations(
      'money: an order is paid as the bank says',
      wrong.map((order) => tell(order, moved(order.id))),
    ),
    ...violations(
      'money: the payment status is what the bank says',
      orders.filter((order) => !fits(order)).map((order) => tell(order, moved(order.id))),
    ),
    ...violations(
      'money: captured is nothing or all, unless a part was sent',
      partial.map((order) => tell(order, moved(order.id))),
    ),
    ...violations(
      'money: one charge per order',
      twice.map(([id, { chargesSucceeded }]) => `${id}: ${chargesSucceeded}`),
    ),
    ...violations(
      'money: every capture has its order',
      Object.keys(witnessed).filter((id) => !byId.has(id)),
    ),
    ...violations('money: captured − refunded = paid orders', kept === sold ? [] : [`${kept} kept, ${sold} sold`]),
    ...violations(
      'money: one execution per key of ours',
      repeated.map(([key, times]) => `${key}: ${times}`),
    ),
    ...violations('money: the witness agrees with itself', differences),
    ...(await checkRefunds(rig)),
    ...checkPromptness(rig, byId),
  ];
}

/** What the bank has taken for a sold order is what it costs, or what was sent of it does. */
function isTaken(order: OrderRow, captured: number): boolean {
  if (!isTakenByParcel(order) || (order.sent > 0 && !isPartlySent(order))) return captured === order.total_minor;
  return order.sent === 0 ? captured === 0 : captured > 0 && captured <= order.total_minor;
}

function isTakenByParcel({ capture_method }: OrderRow): boolean {
  return capture_method === 'ON_FULFILMENT';
}

function isPartlySent(order: OrderRow): boolean {
  return isTakenByParcel(order) && order.sent > 0 && order.sent < order.pieces;
}

function fits({ payment_status, paid_at }: OrderRow): boolean {
  const isUnpaid = ['REQUIRES_PAYMENT', 'REQUIRES_ACTION', 'FAILED', 'CANCELLED', 'AUTHORIZED'].includes(
    payment_status,
  );
  return isUnpaid === (paid_at === null);
}

function tell(order: OrderRow, { captured, refunded }: { captured: number; refunded: number }): string {
  return `${order.id} ${order.status}/${order.payment_status} of ${order.total_minor}: ${captured} captured, ${refunded} refunded`;
}

/** What we say was refunded, or will be, is at most what came in, and is what went out. */
async function checkRefunds(rig: Rig): Promise<Violation[]> {
  const rows = await rig.sql.orders`
    select p.order_id, p.amount_minor::int, p.refunded_minor::int,
      coalesce(sum(r.amount_minor) filter (where r.status <> 'FAILED'), 0)::int as promised,
      count(r.id) filter (where r.status = 'FAILED')::int as failed
    from payments p left join refunds r using (order_id)
    where p.order_id not in (select id from chaos.seeded) group by 1, 2, 3`;
  const { orders: witnessed } = rig.simulator.control.witness();
  const uncapped = rows.filter((row) => row.promised > (witnessed[row.order_id]?.captured ?? 0));
  const untold = rows.filter((row) => row.refunded_minor !== (witnessed[row.order_id]?.refunded ?? 0));
  return [
    ...violations(
      'money: what is promised back goes back',
      rows.filter(({ failed }) => failed > 0).map(({ order_id, failed }) => `${order_id}: ${failed} refunds failed`),
    ),
    ...violations(
      'money: refunds ≤ captured',
      uncapped.map((row) => `${row.order_id}: ${row.promised} of ${row.amount_minor}`),
    ),
    ...violations(
      'money: refunds are as the bank says',
      untold.map(
        (row) => `${row.order_id}: ${row.refunded_minor} here, ${witnessed[row.order_id]?.refunded ?? 0} there`,
      ),
    ),
  ];
}

function checkPromptness(rig: Rig, orders: ReadonlyMap<string, OrderRow>): Violation[] {
  const late = rig.simulator.control.movements().filter(({ kind, orderId, at }) => {
    const paidAt = orders.get(orderId ?? '')?.paid_at;
    return kind === 'captured' && paidAt && paidAt.getTime() - at * 1_000 > FIVE_MINUTES_MS;
  });
  return violations(
    'money: a capture is known within five minutes',
    late.map(({ orderId }) => String(orderId)),
  );
}
