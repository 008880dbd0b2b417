import type { Stripe } from 'stripe';
import type { PaymentNews } from '../use-cases/payment-news.js';
import { PAYMENT_EVENT_TYPES, paymentNewsOf } from './payment-news.js';
import { ask } from './stripe-answer.js';

/** Stripe's largest. */
const PAGE = 100;

/** The list of events since a moment, page by page, newest first. Source: https://docs.stripe.com/api/events/list */
export async function* readNews(events: Stripe['events'], since: Date): AsyncGenerator<readonly PaymentNews[]> {
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  let startingAfter: string | undefined;
  do {
    const after = startingAfter;
    const page = await ask(() =>
      events.list({ types: [...PAYMENT_EVENT_TYPES], created, limit: PAGE, ...(after && { starting_after: after }) }),
    );
    yield page.data.map(paymentNewsOf).filter((news) => news !== null);
    startingAfter = page.has_more ? page.data.at(-1)?.id : undefined;
  } while (startingAfter);
}
