import type { Rig } from '../rig/rig.js';
import { type Violation, violations } from './violation.js';

/** Of these somebody is always told. */
const TOLD: ReadonlySet<string> = new Set([
  ...['order-placed', 'order-paid', 'order-cancelled', 'order-shipped', 'order-delivered', 'order-refunded'],
  ...['return-requested', 'return-approved', 'return-rejected', 'return-received'],
]);

/** Each step of an order is told to its people; what users heard it has written, and what was written was sent. */
export async function checkMessages({ sql }: Rig): Promise<Violation[]> {
  const [facts, written] = await Promise.all([
    sql.orders`select distinct fact->>'id' as id, fact->>'name' as name from chaos.outbox where subscriber = 'users'`,
    sql.users`select event_id, kind, status from deliveries where created_at >= (select min(at) from chaos.begun)`,
  ]);
  const told = new Set(written.map(({ event_id }) => String(event_id)));
  return [
    ...violations(
      'messages: what happened is written to its people',
      facts.filter(({ id, name }) => TOLD.has(name) && !told.has(id)).map(({ id, name }) => `${name} ${id}`),
    ),
    ...violations(
      'messages: what was written was sent',
      written
        .filter(({ status }) => status !== 'SENT')
        .map(({ event_id, kind, status }) => `${kind} ${event_id}: ${status}`),
    ),
  ];
}
