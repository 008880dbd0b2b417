import { isId } from '@souk/subgraph-kit';
import type { Stripe } from 'stripe';
import type { RefundReport, RefundStatus } from '../domain/payment.js';

/** A refund of Stripe's in our words. */
export function refundReportOf(refund: Stripe.Refund): RefundReport {
  const refundId = refund.metadata?.refundId ?? '';
  return {
    refundId: isId(refundId) ? refundId : null,
    stripeId: refund.id,
    amountMinor: refund.amount,
    status: statusOf(refund),
  };
}

/** Letting go of what was only authorised is a refund to Stripe, which moves no money. */
export function isRelease({ balance_transaction, status }: Stripe.Refund): boolean {
  return status === 'succeeded' && balance_transaction === null;
}

function statusOf({ status }: Stripe.Refund): RefundStatus {
  if (status === 'succeeded') return 'SUCCEEDED';
  return status === 'failed' || status === 'canceled' ? 'FAILED' : 'PENDING';
}
