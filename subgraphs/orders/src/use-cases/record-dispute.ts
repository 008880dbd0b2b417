import type { OrdersTransaction } from '../data/database.js';
import { findDispute, insertDispute, updateDispute } from '../data/dispute.repository.js';
import { lockOrder } from '../data/order.repository.js';
import { paymentOfOrder } from '../data/payment.repository.js';
import type { OrderEventKind } from '../domain/order-event-kind.js';
import { DISPUTE_STATUSES, type DisputeReport, type DisputeStatus, isNews } from '../domain/payment.js';
import { disputeEntries } from '../domain/payment-ledger.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { noteEntries } from './note-entries.js';

/**
 * Takes note of what a cardholder's bank thinks of a charge, inside a transaction of the caller, who wakes the order's followers after
 * it. May be told anything twice and in any order.
 *
 * @returns whether the order changed
 */
export async function recordDisputeIn(
  { clock }: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  orderId: string,
  report: DisputeReport,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order) return false;
  const at = clock();
  await noteEntries(tx, await paymentOfOrder(tx, orderId), disputeEntries(report), at);
  const known = await findDispute(tx, report.id);
  if (known && !isNews(known.status, report.status, DISPUTE_STATUSES)) return false;
  if (known) await updateDispute(tx, report.id, report.status);
  else await insertDispute(tx, { ...report, orderId });
  await changeOrder(tx, order, { ...STORY[report.status], at });
  return true;
}

const STORY: Readonly<Record<DisputeStatus, { kind: OrderEventKind; message: string }>> = {
  INQUIRY: { kind: 'DISPUTE_OPENED', message: 'The buyer’s bank asks about the payment' },
  OPEN: { kind: 'DISPUTE_OPENED', message: 'The buyer’s bank disputes the payment and has taken it back' },
  CLOSED: { kind: 'DISPUTE_CLOSED', message: 'The buyer’s bank has no more questions about the payment' },
  LOST: { kind: 'DISPUTE_LOST', message: 'The dispute was lost; the bank keeps the money' },
  WON: { kind: 'DISPUTE_WON', message: 'The dispute was won; the money came back' },
};
