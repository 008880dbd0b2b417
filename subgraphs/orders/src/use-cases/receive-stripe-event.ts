import { failpoint } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import { orderOfIntent } from '../data/payment.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import { recordStripeEvent } from '../data/stripe-event.repository.js';
import { isCapturable } from '../domain/payment-outcome.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import type { PaymentNews } from './payment-news.js';
import { recordDisputeIn } from './record-dispute.js';
import { recordPaymentOutcomeIn } from './record-payment-outcome.js';
import { recordRefundIn } from './record-refund.js';

type Needed = Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>;

/**
 * Acts on an event of Stripe's, once per event id, in one transaction with the note that it came.
 *
 * That money came, went back or was disputed is final and recorded here. Everything else may be outdated by the time it is heard, so
 * Stripe is asked for the intent's present state, by a job: events come in any order.
 *
 * @returns whether an order changed
 */
export async function receiveStripeEvent(deps: Needed, news: PaymentNews): Promise<boolean> {
  const orderId = news.kind === 'intent' ? news.orderId : await orderOfIntent(deps.database.db, news.intentId);
  if (orderId === null) return false;
  await failpoint('orders.webhook.received', orderId);
  const changed = await deps.database.db.transaction(async (tx) => {
    if (!(await recordStripeEvent(tx, news))) return false;
    await failpoint('orders.webhook.new', news.id);
    return act(deps, tx, orderId, news);
  });
  await failpoint('orders.webhook.after-commit', orderId);
  if (changed) wakeFollowers(deps, orderId);
  return changed;
}

function act(deps: Needed, tx: OrdersTransaction, orderId: string, news: PaymentNews): Promise<boolean> {
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
