import type { Stripe } from 'stripe';
import type { DisputeReport, DisputeStatus } from '../domain/payment.js';

/** A dispute of Stripe's in our words. Source: https://docs.stripe.com/disputes/how-disputes-work */
export function disputeReportOf(dispute: Stripe.Dispute): DisputeReport {
  const { id, amount: amountMinor, reason, created } = dispute;
  return { id, amountMinor, status: statusOf(dispute), reason, openedAt: new Date(created * 1_000) };
}

function statusOf({ status }: Stripe.Dispute): DisputeStatus {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'INQUIRY';
    case 'warning_closed':
    case 'prevented':
      return 'CLOSED';
    case 'won':
      return 'WON';
    case 'lost':
    case 'appeal_needs_response':
    case 'appeal_under_review':
      return 'LOST';
    default:
      // needs_response, under_review, and what Stripe may add: the money is gone until we hear otherwise
      return 'OPEN';
  }
}
