import type { OrdersTransaction } from '../data/database.js';
import { updatePayment } from '../data/payment.repository.js';
import { addEntries, entriesOfOrder } from '../data/payment-ledger.repository.js';
import type { Payment } from '../domain/payment.js';
import { balancesOf, type LedgerEntry } from '../domain/payment-ledger.js';
import { paymentStatusOf } from '../domain/payment-status.js';

/**
 * The only way that money changes a payment: entries go into the ledger, and the payment's amounts and status become what the ledger
 * says. Entries that are there already change nothing.
 *
 * @param payment  of an order that is locked in this transaction
 * @returns        the payment as it is then
 */
export async function noteEntries(
  tx: OrdersTransaction,
  payment: Payment,
  entries: readonly LedgerEntry[],
  at: Date,
): Promise<Payment> {
  const { orderId } = payment;
  if ((await addEntries(tx, orderId, entries, at)) === 0) return payment;
  const { isReleased, ...amounts } = balancesOf(await entriesOfOrder(tx, orderId));
  const status = paymentStatusOf({ ...amounts, isReleased }, payment.status);
  const paidAt = payment.paidAt ?? (amounts.capturedMinor > 0 ? at : null);
  await updatePayment(tx, orderId, { ...amounts, status, paidAt });
  return { ...payment, ...amounts, status, paidAt };
}
