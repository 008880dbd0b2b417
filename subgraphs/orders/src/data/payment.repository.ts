import { and, eq, sql } from 'drizzle-orm';
import type { Payment } from '../domain/payment.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { payments } from './tables.js';

export async function insertPayment(tx: OrdersTransaction, payment: Payment): Promise<void> {
  await tx.insert(payments).values(payment);
}

/** @throws Error  for an order without a payment: each is written with one */
export async function paymentOfOrder(db: OrdersReader, orderId: string): Promise<Payment> {
  const [payment] = await db.select().from(payments).where(eq(payments.orderId, orderId));
  if (!payment) throw new Error(`Order ${orderId} has no payment`);
  return payment;
}

/** @returns the order that an intent is to pay, or null for an intent that is not ours */
export async function orderOfIntent(db: OrdersReader, intentId: string): Promise<string | null> {
  const [payment] = await db.select({ id: payments.orderId }).from(payments).where(eq(payments.intentId, intentId));
  return payment?.id ?? null;
}

export async function updatePayment(
  tx: OrdersReader,
  orderId: string,
  values: Partial<Omit<Payment, 'orderId' | 'refundClaimedMinor' | 'captureDueMinor'>>,
): Promise<void> {
  await tx.update(payments).set(values).where(eq(payments.orderId, orderId));
}

/**
 * Claims a part of what was captured for a refund, unless it is claimed or disputed already: one conditional UPDATE, so that refunds
 * asked for at once never come to more than what was captured.
 *
 * @returns false when so much is not left; nothing is claimed then
 */
export async function claimRefundable(tx: OrdersTransaction, orderId: string, amountMinor: number): Promise<boolean> {
  const claimed = sql`${payments.refundClaimedMinor} + ${amountMinor}`;
  const updated = await tx
    .update(payments)
    .set({ refundClaimedMinor: claimed })
    .where(and(eq(payments.orderId, orderId), sql`${claimed} + ${payments.disputedMinor} <= ${payments.capturedMinor}`))
    .returning({ orderId: payments.orderId });
  return updated.length > 0;
}

/** A refund that nobody asked us for (positive), or one that failed (negative). */
export async function adjustClaimed(tx: OrdersTransaction, orderId: string, byMinor: number): Promise<void> {
  await tx
    .update(payments)
    .set({ refundClaimedMinor: sql`${payments.refundClaimedMinor} + ${byMinor}` })
    .where(eq(payments.orderId, orderId));
}

/** Raises what is to be captured by now, up to the whole. @param byMinor  null: the whole */
export async function raiseCaptureDue(tx: OrdersTransaction, orderId: string, byMinor: number | null): Promise<void> {
  const raised = sql`least(${payments.amountMinor}, ${payments.captureDueMinor} + ${byMinor ?? 0})`;
  await tx
    .update(payments)
    .set({ captureDueMinor: byMinor === null ? payments.amountMinor : raised })
    .where(eq(payments.orderId, orderId));
}

/** Nothing more of what was sent is to be taken. */
export async function forgetCaptureDue(tx: OrdersTransaction, orderId: string): Promise<void> {
  await tx.update(payments).set({ captureDueMinor: payments.capturedMinor }).where(eq(payments.orderId, orderId));
}

/**
 * Takes a few payments that have no final state and about which Stripe was not asked for a while.
 *
 * @returns ids of their orders, those that wait longest first; no other replica gets the same
 */
export async function takeOpenPayments(
  db: OrdersReader,
  { untouchedSince, at, limit }: { untouchedSince: Date; at: Date; limit: number },
): Promise<string[]> {
  const [since, now] = [untouchedSince.toISOString(), at.toISOString()];
  const rows = await db.execute<{ order_id: string }>(sql`
    update payments set asked_at = ${now}::timestamptz where order_id in (
      select p.order_id from payments p join orders o on o.id = p.order_id
      where p.status in ('REQUIRES_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'PARTIALLY_CAPTURED')
        and p.intent_id is not null
        and coalesce(p.asked_at, o.created_at) < ${since}::timestamptz
      order by p.asked_at nulls first limit ${limit} for update of p skip locked)
    returning order_id`);
  return rows.map(({ order_id }) => order_id);
}
