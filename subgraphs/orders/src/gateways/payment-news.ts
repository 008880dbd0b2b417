import { isId } from '@souk/subgraph-kit';
import type { Stripe } from 'stripe';
import type { PaymentNews } from '../use-cases/payment-news.js';
import { disputeReportOf } from './dispute-report.js';
import { paymentStateOf } from './payment-state.js';
import { isRelease, refundReportOf } from './refund-report.js';

/** What we hear; the webhook endpoint at Stripe should be subscribed to these. */
export const PAYMENT_EVENT_TYPES = [
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'payment_intent.requires_action',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.processing',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const;

/** An event of Stripe's in our words. @returns null for what is not about an order's payment */
export function paymentNewsOf(event: Stripe.Event): PaymentNews | null {
  const { id, type } = event;
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.requires_action':
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.canceled':
    case 'payment_intent.processing': {
      const intent = event.data.object;
      const { orderId = '' } = intent.metadata;
      const { outcome, entries } = paymentStateOf(intent);
      const state = { intentId: intent.id, outcome, entries };
      return isId(orderId) ? { id, type, kind: 'intent', orderId, state } : null;
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const refund = event.data.object;
      const intentId = idOf(refund.payment_intent);
      if (!intentId || isRelease(refund)) return null;
      return { id, type, kind: 'refund', intentId, report: refundReportOf(refund) };
    }
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
    case 'charge.dispute.closed': {
      const dispute = event.data.object;
      const intentId = idOf(dispute.payment_intent);
      return intentId ? { id, type, kind: 'dispute', intentId, report: disputeReportOf(dispute) } : null;
    }
    default:
      return null;
  }
}

function idOf(reference: string | { readonly id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
