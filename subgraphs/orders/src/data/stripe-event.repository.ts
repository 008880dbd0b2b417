import { eq, inArray, lt, sql } from 'drizzle-orm';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { stripeCursor, stripeEvents } from './tables.js';

export const ACT_ON_STRIPE_EVENT = 'act-on-stripe-event';
/** Somebody may be looking at an order that is not paid yet; who hears of it afterwards can wait. */
const BEFORE_ALL_OTHERS = -1;

/** @returns false when this event came before */
export async function recordStripeEvent(tx: OrdersTransaction, event: { id: string; type: string }): Promise<boolean> {
  const recorded = await tx
    .insert(stripeEvents)
    .values({ id: event.id, type: event.type })
    .onConflictDoNothing()
    .returning({ id: stripeEvents.id });
  return recorded.length > 0;
}

/**
 * The same in one statement with the job that acts on it, which gets `news`.
 *
 * @returns false when this event came before
 */
export async function queueStripeEvent(db: OrdersReader, news: { id: string; type: string }): Promise<boolean> {
  const queued = await db.execute(sql`
    with heard as (
      insert into ${stripeEvents} (id, type) values (${news.id}, ${news.type}) on conflict do nothing returning id
    )
    select (graphile_worker.add_job(${ACT_ON_STRIPE_EVENT}::text, ${JSON.stringify(news)}::json,
      priority => ${BEFORE_ALL_OTHERS}::int)).id from heard`);
  return queued.length > 0;
}

/** It then counts as one that never came. */
export async function forgetStripeEvent(db: OrdersReader, id: string): Promise<void> {
  await db.delete(stripeEvents).where(eq(stripeEvents.id, id));
}

/** @returns those of the ids that never came */
export async function missedEvents(db: OrdersReader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const came = await db
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(inArray(stripeEvents.id, [...ids]));
  const known = new Set(came.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}

/** How far the list of events was read; null before the first time. */
export async function readCursor(db: OrdersReader): Promise<Date | null> {
  const [cursor] = await db.select().from(stripeCursor);
  return cursor?.readUntil ?? null;
}

/** Never goes back, whichever replica is late. */
export async function moveCursor(db: OrdersReader, readUntil: Date): Promise<void> {
  await db
    .insert(stripeCursor)
    .values({ readUntil })
    .onConflictDoUpdate({
      target: stripeCursor.id,
      set: { readUntil: sql`greatest(${stripeCursor.readUntil}, excluded.read_until)` },
    });
}

/** Longer than Stripe keeps its list, so that nothing is heard twice. */
export async function forgetOldEvents(db: OrdersReader): Promise<void> {
  await db.delete(stripeEvents).where(lt(stripeEvents.receivedAt, sql`now() - interval '45 days'`));
}
