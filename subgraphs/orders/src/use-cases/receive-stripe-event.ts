import { failpoint } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import { orderOfIntent } from '../data/payment.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import { forgetStripeEvent, queueStripeEvent, recordStripeEvent } from '../data/stripe-event.repository.js';
import { isCapturable } from '../domain/payment-outcome.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import type { PaymentNews } from './payment-news.js';
import { recordDisputeIn } from './record-dispute.js';
import { recordPaymentOutcomeIn } from './record-payment-outcome.js';
import { recordRefundIn } from './record-refund.js';

type Needed = Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>;

/**
 * Takes an event of Stripe's in, once per event id: one statement notes it with the job that acts on it, so that Stripe need not wait for
 * the order and for whoever has it locked. Source: docs/decisions/0034-stripe-is-answered-first.md
 */
export async function noteStripeEvent(
  { mailbox }: Pick<OrdersDependencies, 'mailbox'>,
  news: PaymentNews,
): Promise<void> {
  await failpoint('orders.webhook.received', news.id);
  await queueStripeEvent(mailbox.db, news);
  await failpoint('orders.webhook.noted', news.id);
}

/** The job for an event that was noted. May be done twice. An event of a payment that we do not know, or not yet, may be told to us again. */
export async function actOnStripeEvent(deps: Needed, news: PaymentNews): Promise<void> {
  const orderId = await orderOf(deps, news);
  if (orderId === null) return forgetStripeEvent(deps.database.db, news.id);
  const changed = await deps.database.db.transaction((tx) => act(deps, tx, orderId, news));
  await failpoint('orders.webhook.after-commit', orderId);
  if (changed) wakeFollowers(deps, orderId);
}

/**
 * Acts on an event that was asked for, once per event id, in one transaction with the note that it came.
 *
 * @returns whether an order changed
 */
export async function receiveStripeEvent(deps: Needed, news: PaymentNews): Promise<boolean> {
  const orderId = await orderOf(deps, news);
  if (orderId === null) return false;
  const changed = await deps.database.db.transaction(
    async (tx) => (await recordStripeEvent(tx, news)) && act(deps, tx, orderId, news),
  );
  if (changed) wakeFollowers(deps, orderId);
  return changed;
}

async function orderOf({ database }: Needed, news: PaymentNews): Promise<string | null> {
  return news.kind === 'intent' ? news.orderId : orderOfIntent(database.db, news.intentId);
}

/**
 * That money came, went back or was disputed is final and recorded here. Everything else may be outdated by the time it is heard, so
 * Stripe is asked for the intent's present state, by a job: events come in any order.
 */
async function act(deps: Needed, tx: OrdersTransaction, orderId: string, news: PaymentNews): Promise<boolean> {
  await failpoint('orders.webhook.new', news.id);
  switch (news.kind) {
    case 'intent':
      return news.state.outcome.kind === 'succeeded'
        ? recordPaymentOutcomeIn(deps, tx, orderId, news.state)
        : askLater(tx, orderId);
    case 'refund':
      return recordRefundIn(deps, tx, orderId, news.report);
    case 'dispute':
      return recordDisputeIn(deps, tx, orderId, news.report);
    default:
      return news satisfies never;
  }
}

async function askLater(tx: OrdersTransaction, orderId: string): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  const isOpen = order?.status === 'PENDING' || (order && isCapturable({ status: order.paymentStatus }));
  if (isOpen) await queueSettlement(tx, orderId);
  return false;
}
