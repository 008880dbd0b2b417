import { and, eq, sql } from 'drizzle-orm';
import type { Payment, Refund, RefundStatus } from '../domain/order.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { payments, refunds } from './tables.js';

export async function insertPayment(tx: OrdersTransaction, payment: Payment): Promise<void> {
  await tx.insert(payments).values(payment);
}

/** @throws Error  for an order without a payment: each is written with one */
export async function paymentOfOrder(db: OrdersReader, orderId: string): Promise<Payment> {
  const [payment] = await db.select().from(payments).where(eq(payments.orderId, orderId));
  if (!payment) throw new Error(`Order ${orderId} has no payment`);
  return payment;
}

export async function updatePayment(
  tx: OrdersReader,
  orderId: string,
  values: Partial<Omit<Payment, 'orderId' | 'refundedMinor'>>,
): Promise<void> {
  await tx.update(payments).set(values).where(eq(payments.orderId, orderId));
}

export async function insertRefund(tx: OrdersTransaction, refund: Refund): Promise<void> {
  await tx.insert(refunds).values(refund);
}

export async function pendingRefunds(db: OrdersReader, orderId: string): Promise<Refund[]> {
  return db
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), eq(refunds.status, 'PENDING')));
}

/** @returns false when the refund was settled before: nothing changes then */
export async function settleRefund(tx: OrdersTransaction, refund: Refund, status: RefundStatus): Promise<boolean> {
  const settled = await tx
    .update(refunds)
    .set({ status })
    .where(and(eq(refunds.id, refund.id), eq(refunds.status, 'PENDING')))
    .returning({ id: refunds.id });
  if (settled.length === 0) return false;
  if (status === 'SUCCEEDED') {
    await tx
      .update(payments)
      .set({
        refundedMinor: sql`${payments.refundedMinor} + ${refund.amountMinor}`,
        status: sql`case when ${payments.refundedMinor} + ${refund.amountMinor} < ${payments.amountMinor}
          then 'PARTIALLY_REFUNDED' else 'REFUNDED' end`,
      })
      .where(eq(payments.orderId, refund.orderId));
  }
  return true;
}
