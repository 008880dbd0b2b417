import type { Stripe } from 'stripe';
import type { PaymentOutcome, PaymentState } from '../domain/payment-outcome.js';

/** A PaymentIntent in our words. Source: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function paymentStateOf(intent: Stripe.PaymentIntent): PaymentState {
  const { id, client_secret, status } = intent;
  return { intentId: id, clientSecret: client_secret, status, outcome: outcomeOf(intent) };
}

function outcomeOf(intent: Stripe.PaymentIntent): PaymentOutcome {
  const { status, last_payment_error: refusal } = intent;
  switch (status) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'canceled':
      return { kind: 'cancelled' };
    case 'requires_action':
      return { kind: 'action-required' };
    case 'requires_payment_method':
    case 'requires_confirmation':
      return refusal ? failureOf(refusal) : { kind: 'open' };
    default:
      // processing, requires_capture, and what Stripe may add: to be asked again
      return { kind: 'processing' };
  }
}

function failureOf(refusal: Stripe.PaymentIntent.LastPaymentError): PaymentOutcome {
  const code = refusal.decline_code ?? refusal.code ?? 'unknown';
  return {
    kind: 'failed',
    failureId: refusal.charge ?? code,
    code,
    message: refusal.message ?? 'The payment was refused',
  };
}
