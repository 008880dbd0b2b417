import { errorReply, type Logger, type Route, readBody } from '@souk/subgraph-kit';
import { Stripe } from 'stripe';
import { paymentNewsOf } from '../gateways/payment-news.js';
import type { PaymentNews } from '../use-cases/payment-news.js';

const MAX_BYTES = 1_000_000;
const TOLERANCE_SECONDS = 300;

const NOT_FROM_STRIPE = errorReply(400, {
  code: 'BAD_REQUEST',
  ref: 'VAL_004',
  message: 'Not signed by Stripe, or not now',
});

/**
 * `POST /webhooks/stripe`: 200 once an event is safely ours, also for what we do not act on; 400 without a valid signature. Anything
 * else makes Stripe come again.
 *
 * Source: https://docs.stripe.com/webhooks
 */
export function stripeWebhookRoute(facts: {
  stripe: Stripe;
  webhookSecret: string;
  logger: Logger;
  note: (news: PaymentNews) => Promise<void>;
}): Route {
  return {
    method: 'POST',
    path: '/webhooks/stripe',
    async handle(request) {
      const body = await readBody(request, MAX_BYTES);
      const signature = request.headers['stripe-signature'] ?? '';
      const event = verify(facts, body, signature);
      if (!event) return NOT_FROM_STRIPE;
      const news = paymentNewsOf(event);
      if (news) await facts.note(news);
      else facts.logger.debug({ type: event.type }, 'nothing to do for this event');
      return { status: 200 };
    },
  };
}

/** The library refuses what was signed long ago, and takes whatever was signed ahead of time: such a signature would never grow old. */
function isFromTheFuture(signature: string): boolean {
  const latest = Date.now() / 1_000 + TOLERANCE_SECONDS;
  return [...signature.matchAll(/\bt=(\d+)/g)].some(([, seconds]) => Number(seconds) > latest);
}

function verify(
  { stripe, webhookSecret }: { stripe: Stripe; webhookSecret: string },
  body: string,
  signature: string | string[],
): Stripe.Event | null {
  try {
    const event = stripe.webhooks.constructEvent(body, signature, webhookSecret, TOLERANCE_SECONDS);
    return isFromTheFuture(String(signature)) ? null : event;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw error;
  }
}
