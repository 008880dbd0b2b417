import type { Order, Payment } from './order.js';

/** What became of a PaymentIntent, in our words. */
export type PaymentOutcome =
  /** nothing was tried yet */
  | { readonly kind: 'open' }
  /** the bank is still thinking */
  | { readonly kind: 'processing' }
  /** the buyer must authenticate (3-D Secure) */
  | { readonly kind: 'action-required' }
  | { readonly kind: 'succeeded' }
  /** the last attempt was refused; `failureId` tells one attempt from another */
  | { readonly kind: 'failed'; readonly failureId: string; readonly code: string; readonly message: string }
  | { readonly kind: 'cancelled' };

/** A PaymentIntent as Stripe has it. */
export interface PaymentState {
  /** null when Stripe refused to make one */
  readonly intentId: string | null;
  /** lets the buyer's browser, and only it, confirm the payment */
  readonly clientSecret: string | null;
  /** Stripe's own word: https://docs.stripe.com/payments/paymentintents/lifecycle */
  readonly status: string;
  readonly outcome: PaymentOutcome;
}

/** An order that costs nothing is paid without Stripe, which charges no such amount. */
export const NOTHING_TO_PAY: PaymentState = {
  intentId: null,
  clientSecret: null,
  status: 'succeeded',
  outcome: { kind: 'succeeded' },
};

export type PaymentDecision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'confirm' }
  /** the money came after the order was cancelled: it goes back */
  | { readonly kind: 'give-back' }
  | { readonly kind: 'await-action' }
  | { readonly kind: 'cancel'; readonly failure: PaymentFailure | null }
  /** another attempt with the same intent is possible */
  | { readonly kind: 'note-failure'; readonly failure: PaymentFailure };

export type PaymentFailure = Extract<PaymentOutcome, { kind: 'failed' }>;

const NOTHING = { kind: 'nothing' } as const;

/**
 * What an outcome means for the order. Says "nothing" to whatever was heard before, so outcomes may come in any order, from the
 * answer to our request, from the webhook and from asking again.
 */
export function decidePayment(
  order: Pick<Order, 'status' | 'paymentStatus'>,
  payment: Pick<Payment, 'paidAt' | 'methodToken' | 'failureId'>,
  outcome: PaymentOutcome,
): PaymentDecision {
  if (payment.paidAt) return NOTHING;
  if (outcome.kind === 'succeeded') return { kind: order.status === 'PENDING' ? 'confirm' : 'give-back' };
  if (order.status !== 'PENDING') return NOTHING;
  switch (outcome.kind) {
    case 'open':
    case 'processing':
      return NOTHING;
    case 'action-required':
      return order.paymentStatus === 'REQUIRES_ACTION' ? NOTHING : { kind: 'await-action' };
    case 'cancelled':
      return { kind: 'cancel', failure: null };
    case 'failed':
      if (payment.methodToken) return { kind: 'cancel', failure: outcome };
      return outcome.failureId === payment.failureId ? NOTHING : { kind: 'note-failure', failure: outcome };
    default:
      return outcome satisfies never;
  }
}
