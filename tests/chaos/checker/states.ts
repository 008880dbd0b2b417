import type { Rig } from '../rig/rig.js';
import { groupBy } from './group-by.js';
import { readOrders } from './read-shop.js';
import { type Violation, violations } from './violation.js';

/** Written down once more, on purpose: what the code under test believes is no witness. */
const LEGAL: Readonly<Record<string, readonly string[]>> = {
  PENDING: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['PROCESSING', 'CANCELLED'],
  PROCESSING: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: ['RETURNED'],
  CANCELLED: [],
  RETURNED: [],
};

interface EventRow {
  readonly order_id: string;
  readonly version: number;
  readonly status: string;
}

/** Every order has a history without a gap, in which nothing impossible happened, and that ends where the order is. */
export async function checkStates(rig: Rig): Promise<Violation[]> {
  const orders = await readOrders(rig);
  const events = await rig.sql.orders<EventRow[]>`
    select order_id, version, status from order_events
    where order_id not in (select id from chaos.seeded) order by order_id, version`;
  const histories = groupBy(events, ({ order_id }) => order_id);
  const gaps: string[] = [];
  const illegal: string[] = [];
  for (const { id, version, status } of orders) {
    const history = histories.get(id) ?? [];
    if (history.length !== version || history.some((event, index) => event.version !== index + 1)) {
      gaps.push(`${id} at version ${version} has ${history.map((event) => event.version)}`);
    }
    if (history.at(-1)?.status !== status)
      illegal.push(`${id} is ${status}, its history ends ${history.at(-1)?.status}`);
    for (const [index, event] of history.entries()) {
      const before = history[index - 1]?.status ?? 'PENDING';
      if (event.status !== before && !LEGAL[before]?.includes(event.status))
        illegal.push(`${id}: ${before} → ${event.status}`);
    }
  }
  const doubled = groupBy(
    orders.filter((order) => order.status !== 'CANCELLED'),
    ({ cart_id, cart_version }) => `${cart_id} at version ${cart_version}`,
  );
  return [
    ...violations('states: gap-free by version', gaps),
    ...violations('states: legal', illegal),
    ...violations(
      'orders: one per cart',
      [...doubled].filter(([, same]) => same.length > 1).map(([cart, same]) => `${cart}: ${same.length}`),
    ),
  ];
}
