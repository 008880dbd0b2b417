import type { Stripe } from 'stripe';
import { documented, StripeApiError } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { cardOf } from './charge.js';
import { askIssuer, failPayment } from './confirm-payment.js';

/**
 * Ends the 3-D Secure step of an intent that requires action.
 *
 * @returns    the intent as the buyer left it: paid, authorized, or back at requires_payment_method
 */
export function authenticatePayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  outcome: 'complete' | 'fail',
): Stripe.PaymentIntent {
  const paymentMethod = tx.ledger.paymentMethods.get(String(intent.payment_method));
  if (!paymentMethod) throw new Error(`${intent.id} requires action without a payment method`);
  if (outcome === 'fail') return failAuthentication(tx, intent, paymentMethod);

  const { behaviour } = cardOf(paymentMethod);
  const next = behaviour.kind === 'authenticate' ? behaviour.next : behaviour;
  try {
    return askIssuer(tx, { intent, paymentMethod, behaviour: next, isAuthenticated: true });
  } catch (error) {
    // a decline is what the buyer's page has to show, and no API request waits for it
    const declined = tx.ledger.paymentIntents.get(intent.id);
    if (error instanceof StripeApiError && declined) return declined;
    throw error;
  }
}

function failAuthentication(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  paymentMethod: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const code = 'payment_intent_authentication_failure';
  return failPayment(tx, intent, {
    type: 'invalid_request_error',
    code,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    ...documented(code),
    payment_method: paymentMethod,
  });
}
