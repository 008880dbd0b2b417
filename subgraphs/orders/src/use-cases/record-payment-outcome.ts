import { anEvent, paymentFailed } from '@souk/events';
import { failpoint } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import { paymentOfOrder, updatePayment } from '../data/payment.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import type { Order } from '../domain/order.js';
import { type Payment, refundableMinor } from '../domain/payment.js';
import {
  decidePayment,
  type PaymentDecision,
  type PaymentFailure,
  type PaymentState,
} from '../domain/payment-outcome.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import { claimRefund } from './claim-refund.js';
import { confirmOrder } from './confirm-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { endOrder } from './end-order.js';
import { noteEntries } from './note-entries.js';
import { noteMoney } from './note-money.js';
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
  { intentId, outcome, entries }: Pick<PaymentState, 'intentId' | 'outcome' | 'entries'>,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (!order) return false;
  const before = await paymentOfOrder(tx, orderId);
  if (before.intentId && intentId && before.intentId !== intentId) return false;
  if (intentId && !before.intentId) await updatePayment(tx, orderId, { intentId });
  const payment = await noteEntries(tx, before, entries, deps.clock());
  const decision = decidePayment(order, before, outcome);
  await carryOut(deps, tx, { order, before, payment, decision });
  await failpoint('orders.payment.before-commit', orderId);
  return decision.kind !== 'nothing' || payment !== before;
}

interface Decided {
  readonly order: Order;
  readonly before: Payment;
  /** after what the ledger took in */
  readonly payment: Payment;
  readonly decision: PaymentDecision;
}

async function carryOut(deps: Needed, tx: OrdersTransaction, decided: Decided): Promise<void> {
  const { order, decision } = decided;
  const at = deps.clock();
  switch (decision.kind) {
    case 'nothing':
      return noteMoney(tx, { ...decided, at });
    case 'confirm':
      return confirmOrder(deps, tx, { order, payment: decided.payment });
    case 'give-back':
    case 'release':
      return giveBack(tx, decided, at);
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
    case 'note-failure':
      return noteFailure(deps, tx, order, decision.failure);
    default:
      return decision satisfies never;
  }
}

async function noteFailure(
  { outbox, clock }: Needed,
  tx: OrdersTransaction,
  order: Order,
  { failureId, code, message }: PaymentFailure,
): Promise<void> {
  const at = clock();
  const changed = await changeOrder(tx, order, {
    paymentStatus: 'REQUIRES_PAYMENT',
    kind: 'PAYMENT_FAILED',
    message: `The payment was refused: ${message}`,
    at,
  });
  await updatePayment(tx, order.id, {
    status: 'REQUIRES_PAYMENT',
    failureId,
    failureCode: code,
    failureMessage: message,
  });
  const data = { ...(await readFacts(tx, changed)), declineCode: code };
  await outbox.append(tx, [anEvent(paymentFailed, { data, version: changed.version, at })]);
}

/** The order was cancelled meanwhile: what was taken is refunded, what is only authorised let go by the settlement job. */
async function giveBack(tx: OrdersTransaction, { order, payment }: Decided, at: Date): Promise<void> {
  const reason = 'The payment came after the order was cancelled';
  await changeOrder(tx, order, {
    paymentStatus: payment.status,
    kind: 'PAYMENT_LATE',
    message: `${reason}; it will be given back`,
    at,
  });
  const amountMinor = refundableMinor(payment);
  if (amountMinor > 0) await claimRefund(tx, { orderId: order.id, amountMinor, reason, at });
  await queueSettlement(tx, order.id);
}
