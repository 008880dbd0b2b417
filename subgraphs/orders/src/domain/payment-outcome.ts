import type { Order } from './order.js';
import type { Payment } from './payment.js';
import type { LedgerEntry } from './payment-ledger.js';

/** What became of a PaymentIntent, in our words. */
export type PaymentOutcome =
  /** nothing was tried yet */
  | { readonly kind: 'open' }
  /** the bank is still thinking */
  | { readonly kind: 'processing' }
  /** the buyer must authenticate (3-D Secure) */
  | { readonly kind: 'action-required' }
  /** the bank keeps the money for us; it is taken parcel by parcel */
  | { readonly kind: 'authorized' }
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
  /** whether what is authorised may be taken in parts; false while it is not known */
  readonly canCaptureInParts: boolean;
  /** what moved so far */
  readonly entries: readonly LedgerEntry[];
}

/** An order that costs nothing is paid without Stripe, which charges no such amount. */
export const NOTHING_TO_PAY: PaymentState = {
  intentId: null,
  clientSecret: null,
  status: 'succeeded',
  outcome: { kind: 'succeeded' },
  canCaptureInParts: false,
  entries: [],
};

export type PaymentDecision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'confirm' }
  /** the money came after the order was cancelled: it goes back */
  | { readonly kind: 'give-back' }
  /** the same before it was taken: it is let go */
  | { readonly kind: 'release' }
  | { readonly kind: 'await-action' }
  | { readonly kind: 'cancel'; readonly failure: PaymentFailure | null }
  /** another attempt with the same intent is possible */
  | { readonly kind: 'note-failure'; readonly failure: PaymentFailure };

export type PaymentFailure = Extract<PaymentOutcome, { kind: 'failed' }>;

const NOTHING = { kind: 'nothing' } as const;

/** Something can still be captured. */
export function isCapturable({ status }: Pick<Payment, 'status'>): boolean {
  return status === 'AUTHORIZED' || status === 'PARTIALLY_CAPTURED';
}

/** The money is ours, or kept for us. */
export function isSecured({ paidAt, status }: Pick<Payment, 'paidAt' | 'status'>): boolean {
  return paidAt !== null || isCapturable({ status });
}

/**
 * What an outcome means for the order. Says "nothing" to whatever was heard before, so outcomes may come in any order, from the
 * answer to our request, from the webhook and from asking again.
 *
 * @param payment  as it was before
 */
export function decidePayment(
  order: Pick<Order, 'status' | 'paymentStatus' | 'fulfillmentStatus'>,
  payment: Pick<Payment, 'paidAt' | 'status' | 'methodToken' | 'failureId'>,
  outcome: PaymentOutcome,
): PaymentDecision {
  if (isSecured(payment)) return decideSecured(order, payment, outcome);
  const isPending = order.status === 'PENDING';
  if (outcome.kind === 'succeeded') return { kind: isPending ? 'confirm' : 'give-back' };
  if (outcome.kind === 'authorized') return { kind: isPending ? 'confirm' : 'release' };
  if (!isPending) return NOTHING;
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

/** Only the bank can let go of what it kept: an authorisation that ran out before anything was sent ends the order. */
function decideSecured(
  order: Pick<Order, 'status' | 'fulfillmentStatus'>,
  payment: Pick<Payment, 'paidAt'>,
  outcome: PaymentOutcome,
): PaymentDecision {
  if (outcome.kind !== 'cancelled' || payment.paidAt) return NOTHING;
  const isUnderWay = order.status === 'CONFIRMED' || order.status === 'PROCESSING';
  return isUnderWay && order.fulfillmentStatus === 'UNFULFILLED' ? { kind: 'cancel', failure: null } : NOTHING;
}
