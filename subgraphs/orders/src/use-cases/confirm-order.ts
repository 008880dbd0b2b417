import { anEvent, orderPaid } from '@souk/events';
import type { OrdersTransaction } from '../data/database.js';
import { queueDocuments } from '../data/document.queue.js';
import { queueExchange } from '../data/exchange.repository.js';
import { linesOfOrder } from '../data/order.repository.js';
import { updatePayment } from '../data/payment.repository.js';
import { estimateDelivery } from '../domain/backordered-pieces.js';
import type { Order } from '../domain/order.js';
import type { Payment } from '../domain/payment.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { factsOf } from './order-facts.js';

/**
 * The money is ours, or kept for us by the bank: a PENDING order becomes CONFIRMED.
 *
 * @param order    locked in this transaction
 * @param payment  after what the ledger took in
 * Emits `order-paid` (outbox, same transaction).
 */
export async function confirmOrder(
  { outbox, clock }: Pick<OrdersDependencies, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  { order, payment }: { order: Order; payment: Payment },
): Promise<void> {
  const at = clock();
  const lines = await linesOfOrder(tx, order.id);
  const isAuthorized = payment.status === 'AUTHORIZED';
  const isFree = payment.amountMinor === 0;
  const confirmed = await changeOrder(tx, order, {
    status: 'CONFIRMED',
    paymentStatus: isFree ? 'PAID' : payment.status,
    kind: isAuthorized ? 'PAYMENT_AUTHORIZED' : 'PAYMENT_SUCCEEDED',
    message: isAuthorized ? 'The payment was authorised' : 'The payment was received',
    estimatedDeliveryAt: estimateDelivery(at, { lines, workingDays: order.maxDeliveryDays }),
    at,
  });
  if (isFree) await updatePayment(tx, order.id, { status: 'PAID', paidAt: at });
  const event = anEvent(orderPaid, { data: factsOf(confirmed, lines), version: confirmed.version, at });
  await outbox.append(tx, [event]);
  await queueDocuments(tx, order.id);
  await queueExchange(tx, order.id);
}
