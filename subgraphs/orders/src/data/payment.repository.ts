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
