import { failpoint } from '@souk/subgraph-kit';
import { findOrder, lockOrder } from '../data/order.repository.js';
import { paymentOfOrder, pendingRefunds, settleRefund, updatePayment } from '../data/payment.repository.js';
import { queueRecheck } from '../data/settlement.queue.js';
import type { Order, Payment, Refund } from '../domain/order.js';
import { NOTHING_TO_PAY, type PaymentState } from '../domain/payment-outcome.js';
import { changeOrder, wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { expireOrder } from './expire-order.js';
import { recordPaymentOutcome } from './record-payment-outcome.js';

/** Less than this left of a reservation is too little for a payment. */
const SAFE_RESERVATION_MS = 60_000;

/**
 * Brings Stripe and the order in line, from wherever they are: opens the PaymentIntent, charges the method that the shopper gave,
 * finds out what became of it, closes what is no longer wanted, refunds what is due. Safe to repeat and to interrupt: the intent is
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

/** The same as a job, which comes again, less and less often, as long as the order waits for its payment. */
export async function recheckPayment(deps: OrdersDependencies, orderId: string): Promise<void> {
  await settlePayment(deps, orderId);
  await deps.database.db.transaction(async (tx) => {
    const order = await findOrder(tx, orderId);
    if (order?.status !== 'PENDING') return;
    const waitedSeconds = (deps.clock().getTime() - order.createdAt.getTime()) / 1_000;
    await queueRecheck(tx, orderId, Math.max(deps.config.paymentRecheckSeconds, waitedSeconds));
  });
}

async function bringForward(deps: OrdersDependencies, order: Order, payment: Payment): Promise<PaymentState | null> {
  if (payment.paidAt) return null;
  if (payment.amountMinor === 0) return NOTHING_TO_PAY;
  if (order.status === 'PENDING') return pursue(deps, order, payment);
  return payment.intentId ? deps.payments.cancel(payment.intentId) : null;
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

async function open({ payments, database }: OrdersDependencies, order: Order, payment: Payment): Promise<PaymentState> {
  await failpoint('orders.settle.before-open', order.id);
  const state = await payments.open({
    orderId: order.id,
    orderNumber: order.number,
    userId: order.userId,
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
  const { db } = deps.database;
  const { intentId } = await paymentOfOrder(db, refund.orderId);
  // an imported order was paid elsewhere, and is refunded there
  await failpoint('orders.refund.before-ask', refund.orderId);
  const answer = intentId ? await deps.payments.refund({ ...refund, intentId }) : 'SUCCEEDED';
  await failpoint('orders.refund.answered', refund.orderId);
  const isNews = await db.transaction(async (tx) => {
    const order = await lockOrder(tx, refund.orderId);
    if (!order || !(await settleRefund(tx, refund, answer))) return false;
    const { status: paymentStatus } = await paymentOfOrder(tx, refund.orderId);
    const isRefunded = answer === 'SUCCEEDED';
    await changeOrder(tx, order, {
      paymentStatus,
      kind: isRefunded ? 'REFUND_SUCCEEDED' : 'REFUND_FAILED',
      message: isRefunded ? 'The payment was refunded' : 'The refund failed; we will be in touch',
      at: deps.clock(),
    });
    return true;
  });
  if (isNews) wakeFollowers(deps, refund.orderId);
}
