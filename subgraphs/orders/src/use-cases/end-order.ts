import { anEvent, orderCancelled } from '@souk/events';
import type { OrdersTransaction } from '../data/database.js';
import { paymentOfOrder, updatePayment } from '../data/payment.repository.js';
import { pendingRefunds } from '../data/refund.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import type { Order } from '../domain/order.js';
import type { OrderEventKind } from '../domain/order-event-kind.js';
import { refundableMinor } from '../domain/payment.js';
import { isSecured, type PaymentFailure } from '../domain/payment-outcome.js';
import { changeOrder } from './change-order.js';
import { claimRefund } from './claim-refund.js';
import type { OrdersDependencies } from './dependencies.js';
import { readFacts } from './order-facts.js';

interface Ending {
  readonly reason: string;
  /** why the payment did not come, when that is the reason */
  readonly failure?: PaymentFailure | null;
  readonly kind?: Extract<OrderEventKind, 'ORDER_CANCELLED' | 'PAYMENT_FAILED'>;
}

/**
 * Cancels an order that may still be cancelled: what was paid will be refunded, an open PaymentIntent closed (both by the settlement
 * job, which is queued here), and inventory gives the stock back on `order-cancelled`.
 *
 * @param order  locked in this transaction
 */
export async function endOrder(
  { outbox, clock }: Pick<OrdersDependencies, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  order: Order,
  { reason, failure = null, kind = 'ORDER_CANCELLED' }: Ending,
): Promise<Order> {
  const at = clock();
  const payment = await paymentOfOrder(tx, order.id);
  const refundedMinor = refundableMinor(payment);
  const unpaid = failure ? ('FAILED' as const) : ('CANCELLED' as const);
  const paymentStatus = isSecured(payment) ? payment.status : unpaid;
  const ended = await changeOrder(tx, order, { status: 'CANCELLED', paymentStatus, kind, message: reason, at });
  await updatePayment(tx, order.id, {
    status: paymentStatus,
    ...(failure && { failureId: failure.failureId, failureCode: failure.code, failureMessage: failure.message }),
  });
  if (refundedMinor > 0) await claimRefund(tx, { orderId: order.id, amountMinor: refundedMinor, reason, at });
  const data = { ...(await readFacts(tx, ended)), reason, refundedMinor: await pendingMinor(tx, order.id) };
  await outbox.append(tx, [anEvent(orderCancelled, { data, version: ended.version, at })]);
  await queueSettlement(tx, order.id);
  return ended;
}

/** Also of refunds that were made just before: of a cancelled order nothing else tells that they came. */
async function pendingMinor(tx: OrdersTransaction, orderId: string): Promise<number> {
  return (await pendingRefunds(tx, orderId)).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
