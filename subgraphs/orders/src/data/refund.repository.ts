import { and, eq, or, sql } from 'drizzle-orm';
import type { Pieces } from '../domain/fulfilment.js';
import type { Refund, RefundReport, RefundStatus } from '../domain/payment.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { orderLines, refundLines, refunds } from './tables.js';

/** @param lines  the pieces it is for; none when it is for an amount */
export async function insertRefund(
  tx: OrdersTransaction,
  refund: Refund,
  lines: readonly Pieces[] = [],
): Promise<void> {
  await tx.insert(refunds).values(refund);
  if (lines.length === 0) return;
  await tx
    .insert(refundLines)
    .values(lines.map(({ lineId, quantity }) => ({ refundId: refund.id, orderLineId: lineId, quantity })));
}

export async function pendingRefunds(db: OrdersReader, orderId: string): Promise<Refund[]> {
  return db
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), eq(refunds.status, 'PENDING')));
}

export async function hasFailed(db: OrdersReader, id: string): Promise<boolean> {
  const [refund] = await db.select({ status: refunds.status }).from(refunds).where(eq(refunds.id, id));
  return refund?.status === 'FAILED';
}

/** The refund that a report is about: by our id, or by Stripe's. */
export async function findReportedRefund(
  db: OrdersReader,
  orderId: string,
  { refundId, stripeId }: Pick<RefundReport, 'refundId' | 'stripeId'>,
): Promise<Refund | null> {
  const isIt = or(
    refundId ? eq(refunds.id, refundId) : undefined,
    stripeId ? eq(refunds.stripeId, stripeId) : undefined,
  );
  if (!isIt) return null;
  const [refund] = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.orderId, orderId), isIt));
  return refund ?? null;
}

export async function updateRefund(
  tx: OrdersTransaction,
  id: string,
  values: { status: RefundStatus; stripeId: string | null },
): Promise<void> {
  await tx.update(refunds).set(values).where(eq(refunds.id, id));
}

/** Gives the pieces of a refund that failed free for another one. */
export async function releasePieces(tx: OrdersTransaction, refundId: string): Promise<void> {
  await tx
    .update(orderLines)
    .set({ refundedQuantity: sql`${orderLines.refundedQuantity} - ${refundLines.quantity}` })
    .from(refundLines)
    .where(and(eq(refundLines.orderLineId, orderLines.id), eq(refundLines.refundId, refundId)));
}

/**
 * Claims pieces of a line for a refund, in one conditional UPDATE: those that were not sent, or came back, and were not refunded. Those
 * that are still to be sent are dropped.
 *
 * @returns false when there are not so many; nothing is claimed then
 */
export async function claimPieces(tx: OrdersTransaction, { lineId, quantity }: Pieces): Promise<boolean> {
  const { refundedQuantity, returnedQuantity, droppedQuantity } = orderLines;
  const claimed = sql`${refundedQuantity} + ${quantity}`;
  const sent = sql`(select coalesce(sum(quantity), 0) from shipment_lines where order_line_id = ${orderLines.id})`;
  const updated = await tx
    .update(orderLines)
    .set({
      refundedQuantity: claimed,
      droppedQuantity: sql`greatest(${droppedQuantity}, ${claimed} - ${returnedQuantity})`,
    })
    .where(and(eq(orderLines.id, lineId), sql`${claimed} <= ${orderLines.quantity} - ${sent} + ${returnedQuantity}`))
    .returning({ id: orderLines.id });
  return updated.length > 0;
}
