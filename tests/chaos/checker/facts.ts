import { SUBGRAPH_NAMES, type SubgraphName } from '@souk/platform/testing';
import type { Rig } from '../rig/rig.js';
import { groupBy } from './group-by.js';
import { type Violation, violations } from './violation.js';

interface CommittedFact {
  readonly subscriber: SubgraphName;
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly order_id: string | null;
}

/** Which entry of an order's history is told by which fact, where anybody wants to hear it. */
const TOLD_BY: Readonly<Record<string, string>> = {
  ORDER_PLACED: 'order-placed',
  PAYMENT_SUCCEEDED: 'order-paid',
  PAYMENT_AUTHORIZED: 'order-paid',
  SHIPMENT_SENT: 'order-shipped',
  PIECES_DROPPED: 'pieces-dropped',
  RETURN_REQUESTED: 'return-requested',
  RETURN_APPROVED: 'return-approved',
  RETURN_REJECTED: 'return-rejected',
  RETURN_RECEIVED: 'return-received',
  REFUND_SUCCEEDED: 'order-refunded',
};

/** Which fact tells that an order came to this state, whatever its history calls it. */
const STATE_TOLD_BY: Readonly<Record<string, string>> = { CANCELLED: 'order-cancelled', DELIVERED: 'order-delivered' };

/** What was committed is delivered, what was delivered was committed, and what happened was told. */
export async function checkFacts(rig: Rig): Promise<Violation[]> {
  const committed = (await Promise.all(SUBGRAPH_NAMES.map((name) => factsOf(rig, name)))).flat();
  const received = new Map(
    await Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await inboxOf(rig, name)] as const)),
  );
  const sent = groupBy(committed, ({ subscriber }) => subscriber);
  const lost = committed.filter(({ subscriber, id }) => !received.get(subscriber)?.has(id));
  const invented = [...received].flatMap(([name, ids]) => {
    const known = new Set(sent.get(name)?.map(({ id }) => id));
    return [...ids].filter((id) => !known.has(id)).map((id) => `${name} heard ${id}`);
  });
  return [
    ...violations('facts: delivered = committed', [
      ...lost.map(({ subscriber, name, id }) => `${subscriber} never heard ${name} ${id}`),
      ...invented,
    ]),
    ...(await checkTold(rig, committed)),
    ...(await checkReadModels(rig)),
  ];
}

function factsOf({ sql }: Rig, name: SubgraphName): Promise<CommittedFact[]> {
  return sql[name]<CommittedFact[]>`
    select subscriber, fact->>'id' as id, fact->>'name' as name, (fact->>'version')::int as version,
      fact->'data'->>'orderId' as order_id from chaos.outbox`;
}

async function inboxOf({ sql }: Rig, name: SubgraphName): Promise<Set<string>> {
  const rows = await sql[name]`select event_id from inbox where received_at >= (select min(at) from chaos.begun)`;
  return new Set(rows.map(({ event_id }) => String(event_id)));
}

/** The state and the news of it commit together: each entry of the history has one fact, each fact its entry. */
async function checkTold({ sql }: Rig, committed: readonly CommittedFact[]): Promise<Violation[]> {
  const history = await sql.orders`
    select order_id, version, kind, status, previous_status from order_events
    where order_id not in (select id from chaos.seeded)`;
  const happened = new Map<string, string>();
  for (const { order_id, version, kind, status, previous_status } of history) {
    const arrived = status !== previous_status ? STATE_TOLD_BY[status] : undefined;
    const isOver = status === 'CANCELLED'; // that it was cancelled tells of its refund, too
    const told = arrived ?? (isOver ? undefined : TOLD_BY[kind]);
    if (told) happened.set(`${told} ${order_id} v${version}`, told);
  }
  const watched = new Set([...Object.values(TOLD_BY), ...Object.values(STATE_TOLD_BY)]);
  const facts = committed.filter(({ name, order_id }) => watched.has(name) && order_id !== null);
  const told = groupBy(facts, ({ name, order_id, version }) => `${name} ${order_id} v${version}`);
  const doubled = [...told].filter(([, same]) => new Set(same.map(({ id }) => id)).size > 1);
  return [
    ...violations(
      'facts: what happened is told',
      [...happened.keys()].filter((key) => !told.has(key)),
    ),
    ...violations(
      'facts: what is told happened',
      [...told.keys()].filter((key) => !happened.has(key)),
    ),
    ...violations(
      'facts: told once',
      doubled.map(([key]) => key),
    ),
  ];
}

/** Facts come in any order; what carts knows of the stock is the newest of it all the same. */
async function checkReadModels({ sql }: Rig): Promise<Violation[]> {
  const changed = await sql.inventory`
    select v.id, v.stock_version, coalesce(sum(i.available), 0)::int as available
    from variants v left join stock_items i on i.variant_id = v.id
    where v.id in (select distinct (fact->'data'->>'variantId')::uuid from chaos.outbox where fact->>'name' = 'stock-changed')
    group by 1, 2`;
  const known = await sql.carts`select variant_id, available_quantity, version from variant_stock`;
  const byVariant = new Map(known.map((row) => [row.variant_id, row]));
  const stale = changed.filter(({ id, stock_version, available }) => {
    const row = byVariant.get(id);
    return row?.version !== stock_version || row?.available_quantity !== available;
  });
  return violations(
    'facts: the newest wins',
    stale.map(({ id, stock_version }) => `carts is not at version ${stock_version} of ${id}`),
  );
}
