import { anEvent, orderPaid } from '@souk/events';
import { failpoint, newId } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import { insertRefund, paymentOfOrder, updatePayment } from '../data/payment.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import { addWorkingDays } from '../domain/estimated-delivery.js';
import type { Order, Payment } from '../domain/order.js';
import { decidePayment, type PaymentDecision, type PaymentState } from '../domain/payment-outcome.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { endOrder } from './end-order.js';
import { readFacts } from './order-facts.js';

type Needed = Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>;

/**
 * Takes note of what became of an order's payment, whoever tells: the answer to our own request, the webhook, or Stripe when asked
 * again. May be told anything twice and in any order.
 *
 * A paid PENDING order becomes CONFIRMED; a refused one CANCELLED, when we tried the method the shopper gave; money that comes for a
 * cancelled order goes back. An intent that is not the order's own is ignored.
 *
 * @param state  its `outcome` as of now, or as of any earlier moment
 * Emits `order-paid` or `order-cancelled` (outbox, same transaction).
 */
export async function recordPaymentOutcome(deps: Needed, orderId: string, state: PaymentState): Promise<void> {
  const changed = await deps.database.db.transaction((tx) => recordPaymentOutcomeIn(deps, tx, orderId, state));
  await failpoint('orders.payment.after-commit', orderId);
  if (changed) wakeFollowers(deps, orderId);
}

/** The same inside a transaction of the caller, who wakes the order's followers after it. @returns whether the order changed */
export async function recordPaymentOutcomeIn(
  deps: Needed,
  tx: OrdersTransaction,
  orderId: string,
  { intentId, outcome }: Pick<PaymentState, 'intentId' | 'outcome'>,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order) return false;
  const payment = await paymentOfOrder(tx, orderId);
  if (payment.intentId && intentId && payment.intentId !== intentId) return false;
  if (intentId && !payment.intentId) await updatePayment(tx, orderId, { intentId });
  const decision = decidePayment(order, payment, outcome);
  await carryOut(deps, tx, { order, payment, decision });
  await failpoint('orders.payment.before-commit', orderId);
  return decision.kind !== 'nothing';
}

interface Decided {
  readonly order: Order;
  readonly payment: Payment;
  readonly decision: PaymentDecision;
}

async function carryOut(deps: Needed, tx: OrdersTransaction, { order, payment, decision }: Decided): Promise<void> {
  const at = deps.clock();
  switch (decision.kind) {
    case 'nothing':
      return;
    case 'confirm':
      return confirm(deps, tx, order);
    case 'give-back':
      return giveBack(deps, tx, order, payment);
    case 'await-action':
      await changeOrder(tx, order, {
        paymentStatus: 'REQUIRES_ACTION',
        kind: 'PAYMENT_ACTION_REQUIRED',
        message: 'The bank asks the buyer to confirm the payment',
        at,
      });
      return updatePayment(tx, order.id, { status: 'REQUIRES_ACTION' });
    case 'cancel': {
      const { failure } = decision;
      const reason = failure ? `The payment was refused: ${failure.message}` : 'The payment was cancelled';
      await endOrder(deps, tx, order, { reason, failure, kind: failure ? 'PAYMENT_FAILED' : 'ORDER_CANCELLED' });
      return;
    }
    case 'note-failure': {
      const { failureId, code, message } = decision.failure;
      await changeOrder(tx, order, {
        paymentStatus: 'REQUIRES_PAYMENT',
        kind: 'PAYMENT_FAILED',
        message: `The payment was refused: ${message}`,
        at,
      });
      return updatePayment(tx, order.id, {
        status: 'REQUIRES_PAYMENT',
        failureId,
        failureCode: code,
        failureMessage: message,
      });
    }
    default:
      return decision satisfies never;
  }
}

async function confirm({ outbox, clock }: Needed, tx: OrdersTransaction, order: Order): Promise<void> {
  const at = clock();
  const paid = await changeOrder(tx, order, {
    status: 'CONFIRMED',
    paymentStatus: 'PAID',
    kind: 'PAYMENT_SUCCEEDED',
    message: 'The payment was received',
    estimatedDeliveryAt: addWorkingDays(at, order.maxDeliveryDays),
    at,
  });
  await updatePayment(tx, order.id, { status: 'PAID', paidAt: at });
  const event = anEvent(orderPaid, { data: await readFacts(tx, paid), version: paid.version, at });
  await outbox.append(tx, [event]);
}

async function giveBack({ clock }: Needed, tx: OrdersTransaction, order: Order, payment: Payment): Promise<void> {
  const at = clock();
  const reason = 'The payment came after the order was cancelled';
  await changeOrder(tx, order, {
    paymentStatus: 'PAID',
    kind: 'PAYMENT_LATE',
    message: `${reason}; it will be refunded`,
    at,
  });
  await updatePayment(tx, order.id, { status: 'PAID', paidAt: at });
  const { amountMinor } = payment;
  if (amountMinor === 0) return;
  await insertRefund(tx, { id: newId(), orderId: order.id, amountMinor, status: 'PENDING', reason, createdAt: at });
  await queueSettlement(tx, order.id);
}
