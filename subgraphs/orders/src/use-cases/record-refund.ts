import { anEvent, orderRefunded } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { queueDocuments } from '../data/document.queue.js';
import { lockOrder } from '../data/order.repository.js';
import { adjustClaimed, paymentOfOrder } from '../data/payment.repository.js';
import { findReportedRefund, insertRefund, releasePieces, updateRefund } from '../data/refund.repository.js';
import type { Order } from '../domain/order.js';
import { isNews, type Payment, REFUND_STATUSES, type Refund, type RefundReport } from '../domain/payment.js';
import { refundEntries } from '../domain/payment-ledger.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { noteEntries } from './note-entries.js';
import { readFacts } from './order-facts.js';

type Needed = Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>;

/**
 * Takes note of what became of a refund, whoever tells: the answer to our own request, or the webhook. May be told anything twice and
 * in any order. A refund that we did not make is taken in as well.
 *
 * Emits `order-refunded` (outbox, same transaction) unless the order was cancelled, which told of its own refund.
 */
export async function recordRefund(deps: Needed, orderId: string, report: RefundReport): Promise<void> {
  const changed = await deps.database.db.transaction((tx) => recordRefundIn(deps, tx, orderId, report));
  if (changed) wakeFollowers(deps, orderId);
}

/** The same inside a transaction of the caller, who wakes the order's followers after it. @returns whether the order changed */
export async function recordRefundIn(
  deps: Pick<Needed, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  orderId: string,
  report: RefundReport,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order) return false;
  const at = deps.clock();
  const refund = (await findReportedRefund(tx, orderId, report)) ?? (await takeIn(tx, orderId, report, at));
  const isOurs = refund.id === report.refundId;
  const entries = refundEntries(isOurs ? report : { ...report, refundId: null });
  const payment = await noteEntries(tx, await paymentOfOrder(tx, orderId), entries, at);
  const isNew = isNews(refund.status, report.status, REFUND_STATUSES);
  const status = isNew ? report.status : refund.status;
  await updateRefund(tx, refund.id, { status, stripeId: refund.stripeId ?? report.stripeId });
  if (isNew) await tellOfRefund(deps, tx, { order, payment, refund, status, at });
  return isNew;
}

/** Made in Stripe's dashboard: the money is gone whether or not we would have allowed it. */
async function takeIn(tx: OrdersTransaction, orderId: string, report: RefundReport, at: Date): Promise<Refund> {
  const { stripeId, amountMinor } = report;
  const reason = 'Refunded at Stripe';
  const refund = { id: newId(), orderId, stripeId, amountMinor, status: 'PENDING', reason, createdAt: at } as const;
  await insertRefund(tx, refund);
  await adjustClaimed(tx, orderId, amountMinor);
  return refund;
}

interface Settled {
  readonly order: Order;
  readonly payment: Payment;
  readonly refund: Refund;
  readonly status: Refund['status'];
  readonly at: Date;
}

async function tellOfRefund(
  { outbox }: Pick<Needed, 'outbox'>,
  tx: OrdersTransaction,
  { order, payment, refund, status, at }: Settled,
): Promise<void> {
  const { status: paymentStatus, refundedMinor: totalRefundedMinor } = payment;
  if (status === 'FAILED') {
    await adjustClaimed(tx, order.id, -refund.amountMinor);
    await releasePieces(tx, refund.id);
    const message = 'The refund failed; we will be in touch';
    await changeOrder(tx, order, { paymentStatus, kind: 'REFUND_FAILED', message, at });
    return;
  }
  const message = paymentStatus === 'REFUNDED' ? 'The payment was refunded' : 'A part of the payment was refunded';
  const changed = await changeOrder(tx, order, { paymentStatus, kind: 'REFUND_SUCCEEDED', message, at });
  await queueDocuments(tx, order.id);
  if (order.status === 'CANCELLED') return;
  const { id: refundId, amountMinor: refundedMinor, reason } = refund;
  const data = { ...(await readFacts(tx, changed)), refundId, refundedMinor, totalRefundedMinor, reason };
  await outbox.append(tx, [anEvent(orderRefunded, { data, version: changed.version, at })]);
}
