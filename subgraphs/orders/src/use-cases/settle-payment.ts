import { failpoint, ServiceUnavailableError } from '@souk/subgraph-kit';
import { findOrder } from '../data/order.repository.js';
import { paymentOfOrder, updatePayment } from '../data/payment.repository.js';
import { pendingRefunds } from '../data/refund.repository.js';
import { queueRecheck } from '../data/settlement.queue.js';
import type { Order } from '../domain/order.js';
import type { Payment, Refund, RefundReport } from '../domain/payment.js';
import { isCapturable, NOTHING_TO_PAY, type PaymentState } from '../domain/payment-outcome.js';
import { captureDue } from './capture-due.js';
import type { OrdersDependencies } from './dependencies.js';
import { expireOrder } from './expire-order.js';
import { knowCustomer } from './know-customer.js';
import { recordPaymentOutcome } from './record-payment-outcome.js';
import { recordRefund } from './record-refund.js';

/** Less than this left of a reservation is too little for a payment. */
const SAFE_RESERVATION_MS = 60_000;

/** Asks whether a reservation is held and leaves its time as it is. */
const SHORTEST_SECONDS = 1;

/**
 * Brings Stripe and the order in line, from wherever they are: opens the PaymentIntent, charges the method that the shopper gave,
 * finds out what became of it, takes what is due of it, closes what is no longer wanted, gives back what was promised. Safe to repeat and to interrupt: the intent is
 * known before money can move, and one intent is charged once.
 *
 * @returns what Stripe says, or null when there was nothing to ask
 * @throws ServiceUnavailableError  when Stripe's answer is not known; ask again later
 */
export async function settlePayment(deps: OrdersDependencies, orderId: string): Promise<PaymentState | null> {
  const { db } = deps.database;
  const order = await findOrder(db, orderId);
  if (!order) return null;
  const state = await bringForward(deps, order, await paymentOfOrder(db, orderId));
  if (state) await recordPaymentOutcome(deps, orderId, state);
  for (const refund of await pendingRefunds(db, orderId)) await giveBack(deps, refund);
  return state;
}

/** The same for whoever need not wait for Stripe: a job will do what can't be done now. */
export async function trySettlement(deps: OrdersDependencies, orderId: string): Promise<void> {
  try {
    await settlePayment(deps, orderId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    deps.logger.warn({ err: error, orderId }, 'the payment will be settled later');
  }
}

/** The same as a job, which comes again, less and less often, as long as something is open, and ends an order that has no stock any more. */
export async function recheckPayment(deps: OrdersDependencies, orderId: string): Promise<void> {
  await settlePayment(deps, orderId);
  await endWithoutStock(deps, orderId);
  await deps.database.db.transaction(async (tx) => {
    const order = await findOrder(tx, orderId);
    if (!order) return;
    const [pending] = await pendingRefunds(tx, orderId);
    if (order.status !== 'PENDING' && !pending) return;
    const since = pending?.createdAt ?? order.createdAt;
    const waitedSeconds = (deps.clock().getTime() - since.getTime()) / 1_000;
    await queueRecheck(tx, orderId, Math.max(deps.config.paymentRecheckSeconds, waitedSeconds));
  });
}

/** Inventory tells once that a reservation is over, which nobody could act on if the order was not written yet. */
async function endWithoutStock(deps: OrdersDependencies, orderId: string): Promise<void> {
  const order = await findOrder(deps.database.db, orderId);
  if (order?.status !== 'PENDING') return;
  if (!(await deps.checkout.extend(orderId, SHORTEST_SECONDS))) await expireOrder(deps, orderId);
}

async function bringForward(deps: OrdersDependencies, order: Order, payment: Payment): Promise<PaymentState | null> {
  const { intentId } = payment;
  if (order.status === 'CANCELLED') return intentId && !isTaken(payment) ? deps.payments.cancel(intentId) : null;
  if (intentId && isCapturable(payment)) return captureDue(deps, payment, intentId);
  if (payment.paidAt || order.status !== 'PENDING') return null;
  return payment.amountMinor === 0 ? NOTHING_TO_PAY : pursue(deps, order, payment);
}

/** Nothing is open at Stripe that could be cancelled. */
function isTaken(payment: Payment): boolean {
  return payment.paidAt !== null && !isCapturable(payment);
}

async function pursue(deps: OrdersDependencies, order: Order, payment: Payment): Promise<PaymentState | null> {
  const state = payment.intentId ? await deps.payments.find(payment.intentId) : await open(deps, order, payment);
  if (state.outcome.kind !== 'open' || !state.intentId || !payment.methodToken) return state;
  if (!(await isStockHeld(deps, order))) {
    await expireOrder(deps, order.id);
    return null;
  }
  await failpoint('orders.settle.before-confirm', order.id);
  const confirmed = await deps.payments.confirm(order.id, state.intentId, payment.methodToken);
  await failpoint('orders.settle.confirmed', order.id);
  return confirmed;
}

async function open(deps: OrdersDependencies, order: Order, payment: Payment): Promise<PaymentState> {
  const { payments, database } = deps;
  const customerId = order.userId && (await knowCustomer(deps, order.userId));
  await failpoint('orders.settle.before-open', order.id);
  const state = await payments.open({
    orderId: order.id,
    orderNumber: order.number,
    userId: order.userId,
    customerId,
    captureMethod: payment.captureMethod,
    amountMinor: payment.amountMinor,
    currency: order.currency,
  });
  await failpoint('orders.settle.intent-opened', order.id);
  if (state.intentId) await updatePayment(database.db, order.id, { intentId: state.intentId });
  return state;
}

async function isStockHeld({ checkout, config, clock }: OrdersDependencies, order: Order): Promise<boolean> {
  const leftMs = (order.reservedUntil?.getTime() ?? 0) - clock().getTime();
  return leftMs > SAFE_RESERVATION_MS || checkout.extend(order.id, config.reservationTtlSeconds);
}

async function giveBack(deps: OrdersDependencies, refund: Refund): Promise<void> {
  const { orderId } = refund;
  const { intentId } = await paymentOfOrder(deps.database.db, orderId);
  await failpoint('orders.refund.before-ask', orderId);
  const report = intentId ? await deps.payments.refund({ ...refund, intentId }) : refundedElsewhere(refund);
  await failpoint('orders.refund.answered', orderId);
  await recordRefund(deps, orderId, report);
}

/** An imported order was paid elsewhere, and is refunded there. */
function refundedElsewhere({ id: refundId, stripeId, amountMinor }: Refund): RefundReport {
  return { refundId, stripeId, amountMinor, status: 'SUCCEEDED' };
}
