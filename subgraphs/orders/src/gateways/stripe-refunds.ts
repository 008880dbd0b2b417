import { ServiceUnavailableError } from '@souk/subgraph-kit';
import type { Stripe } from 'stripe';
import type { RefundReport } from '../domain/payment.js';
import type { PaymentGateway, RefundRequest } from '../use-cases/dependencies.js';
import { refundReportOf } from './refund-report.js';
import { ask, isRefusal } from './stripe-answer.js';

/** Stripe forgets an idempotency key after 24 hours: https://docs.stripe.com/api/idempotent_requests */
const KEY_LIFE_MS = 20 * 3_600_000;
/** Of an intent; Stripe's largest page. */
const MOST_REFUNDS = 100;

/** Makes a refund, or finds what became of it. */
export function createRefunds(refunds: Stripe['refunds'], clock: () => Date): PaymentGateway['refund'] {
  return async (request) => {
    const { stripeId } = request;
    if (stripeId) return refundReportOf(await ask(() => refunds.retrieve(stripeId)));
    const isKeyForgotten = clock().getTime() - request.createdAt.getTime() > KEY_LIFE_MS;
    const earlier = isKeyForgotten ? await findOurs(refunds, request) : null;
    return earlier ? refundReportOf(earlier) : create(refunds, request);
  };
}

async function create(refunds: Stripe['refunds'], request: RefundRequest): Promise<RefundReport> {
  const { id, orderId, intentId, amountMinor } = request;
  try {
    const refund = await refunds.create(
      { payment_intent: intentId, amount: amountMinor, metadata: { orderId, refundId: id } },
      { idempotencyKey: `refund-${id}` },
    );
    return refundReportOf(refund);
  } catch (error) {
    if (!isRefusal(error)) throw new ServiceUnavailableError('Stripe', error);
    return { refundId: id, stripeId: null, amountMinor, status: 'FAILED' };
  }
}

async function findOurs(refunds: Stripe['refunds'], { id, intentId }: RefundRequest): Promise<Stripe.Refund | null> {
  const { data } = await ask(() => refunds.list({ payment_intent: intentId, limit: MOST_REFUNDS }));
  return data.find(({ metadata }) => metadata?.refundId === id) ?? null;
}
