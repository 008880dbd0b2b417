import { and, count, desc, eq, gt, inArray, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import {
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryStatus,
  LEASE_SECONDS,
  type Message,
} from '../domain/notifications/delivery.js';
import type { Channel, NotificationKind } from '../domain/notifications/notification-kind.js';
import type { Tx } from './database.js';
import { deliveries } from './tables.js';

/** An order as an event tells of it. */
export interface OrderVersion {
  readonly orderId: string;
  readonly version: number;
}

export type NewDelivery = Message & Pick<Delivery, 'eventId' | 'kind' | 'createdAt'> & { order: OrderVersion | null };

/** @returns ids of those that are new: a second one for the same event, channel and recipient changes nothing */
export async function insertDeliveries(tx: Tx, rows: readonly NewDelivery[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await tx
    .insert(deliveries)
    .values(
      rows.map(({ order, ...row }) => ({
        ...row,
        orderId: order?.orderId,
        orderVersion: order?.version,
        status: 'PENDING' as const,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: deliveries.id });
  return inserted.map(({ id }) => id);
}

/** Whether the order's people were told already of something that came after this version. */
export async function isOvertaken(tx: Tx, { orderId, version }: OrderVersion): Promise<boolean> {
  const [later] = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.orderId, orderId), gt(deliveries.orderVersion, version)))
    .limit(1);
  return later !== undefined;
}

/** Of all who come at once one gets the message, until its lease ends. @returns null when there is nothing to do now */
export async function leaseDelivery(tx: Tx, id: string): Promise<(Message & { attempts: number }) | null> {
  const isFree = sql`(${deliveries.leasedUntil} is null or ${deliveries.leasedUntil} <= now())`;
  const [row] = await tx
    .update(deliveries)
    .set({
      attempts: sql`${deliveries.attempts} + 1`,
      leasedUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})`,
    })
    .where(and(eq(deliveries.id, id), isPending(), lte(deliveries.nextAttemptAt, sql`now()`), isFree))
    .returning();
  return row ?? null;
}

/** Even when the lease has ended meanwhile: what was sent must not be sent again. */
export async function markSent(tx: Tx, id: string): Promise<void> {
  await tx
    .update(deliveries)
    .set({ status: 'SENT', sentAt: sql`now()`, leasedUntil: null, lastError: null })
    .where(and(eq(deliveries.id, id), isPending()));
}

/**
 * Gives the message back, unless another sender has it by now.
 *
 * @param failure.pauseSeconds  null: it is given up
 */
export async function markFailed(
  tx: Tx,
  { id, attempts }: Pick<Delivery, 'id' | 'attempts'>,
  failure: { readonly error: string; readonly pauseSeconds: number | null },
): Promise<void> {
  const { error, pauseSeconds } = failure;
  await tx
    .update(deliveries)
    .set({
      lastError: error,
      leasedUntil: null,
      ...(pauseSeconds === null
        ? { status: 'DEAD' as const }
        : { nextAttemptAt: sql`now() + make_interval(secs => ${pauseSeconds})` }),
    })
    .where(and(eq(deliveries.id, id), eq(deliveries.attempts, attempts), isPending()));
}

/** A dead letter begins anew. @returns false when it is not dead */
export async function reviveDelivery(tx: Tx, id: string): Promise<boolean> {
  const revived = await tx
    .update(deliveries)
    .set({ status: 'PENDING', attempts: 0, nextAttemptAt: sql`now()` })
    .where(and(eq(deliveries.id, id), eq(deliveries.status, 'DEAD')))
    .returning({ id: deliveries.id });
  return revived.length === 1;
}

/** Ids of messages whose time has come and whom nobody sends, oldest first. */
export async function findOverdueDeliveries(tx: Tx, limit: number): Promise<string[]> {
  const dueAt = sql`greatest(${deliveries.nextAttemptAt}, ${deliveries.leasedUntil})`;
  const rows = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(isPending(), lte(deliveries.nextAttemptAt, sql`now()`), lt(dueAt, sql`now() - interval '10 seconds'`)))
    .orderBy(deliveries.nextAttemptAt)
    .limit(limit);
  return rows.map(({ id }) => id);
}

export interface DeliverySearch {
  readonly status: DeliveryStatus | null;
  readonly channel: Channel | null;
  readonly kind: NotificationKind | null;
}

export interface DeliveryPosition {
  readonly createdAt: Date;
  readonly id: string;
}

/** Newest first. @param page.after  the last row of the page before */
export function findDeliveries(
  tx: Tx,
  search: DeliverySearch,
  { after, limit }: { readonly after: DeliveryPosition | null; readonly limit: number },
): Promise<Delivery[]> {
  const olderThan = after
    ? or(
        lt(deliveries.createdAt, after.createdAt),
        and(eq(deliveries.createdAt, after.createdAt), lt(deliveries.id, after.id)),
      )
    : undefined;
  return tx
    .select()
    .from(deliveries)
    .where(and(matching(search), olderThan))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit);
}

export async function findDelivery(tx: Tx, id: string): Promise<Delivery | null> {
  const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, id));
  return row ?? null;
}

export async function countDeliveries(tx: Tx, search: DeliverySearch): Promise<number> {
  const [row] = await tx.select({ count: count() }).from(deliveries).where(matching(search));
  return row?.count ?? 0;
}

/** What was sent, or given up, before then. */
export async function forgetDeliveries(tx: Tx, before: Date): Promise<void> {
  const finished = DELIVERY_STATUSES.filter((status) => status !== 'PENDING');
  await tx.delete(deliveries).where(and(lt(deliveries.createdAt, before), inArray(deliveries.status, finished)));
}

function matching({ status, channel, kind }: DeliverySearch): SQL | undefined {
  return and(
    status ? eq(deliveries.status, status) : undefined,
    channel ? eq(deliveries.channel, channel) : undefined,
    kind ? eq(deliveries.kind, kind) : undefined,
  );
}

function isPending(): SQL {
  return eq(deliveries.status, 'PENDING');
}
