import { failpoint } from '@souk/subgraph-kit';
import { lockOrder } from '../data/order.repository.js';
import { queueSettlement } from '../data/settlement.queue.js';
import { recordStripeEvent } from '../data/stripe-event.repository.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { recordPaymentOutcomeIn } from './record-payment-outcome.js';

/** What Stripe told us about one of our PaymentIntents; its signature was checked. */
export interface PaymentNews {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly state: Pick<PaymentState, 'intentId' | 'outcome'>;
}

/**
 * Acts on an event of Stripe's webhook, once per event id.
 *
 * That money came is final and recorded here. Everything else may be outdated by the time it is heard, so Stripe is asked for the
 * intent's present state, by a job: events come in any order.
 */
export async function receiveStripeEvent(
  deps: Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>,
  news: PaymentNews,
): Promise<void> {
  await failpoint('orders.webhook.received', news.orderId);
  const changed = await deps.database.db.transaction(async (tx) => {
    if (!(await recordStripeEvent(tx, news))) return false;
    await failpoint('orders.webhook.new', news.id);
    if (news.state.outcome.kind === 'succeeded') return recordPaymentOutcomeIn(deps, tx, news.orderId, news.state);
    const order = await lockOrder(tx, news.orderId);
    if (order?.status === 'PENDING') await queueSettlement(tx, order.id);
    return false;
  });
  await failpoint('orders.webhook.after-commit', news.orderId);
  if (changed) wakeFollowers(deps, news.orderId);
}
