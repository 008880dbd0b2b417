import { ServiceUnavailableError } from '@souk/subgraph-kit';
import { Stripe } from 'stripe';
import type { PaymentState } from '../domain/payment-outcome.js';
import { paymentStateOf } from './payment-state.js';

/** @throws ServiceUnavailableError  when what Stripe says is not an answer to the question */
export async function ask<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (error) {
    throw new ServiceUnavailableError('Stripe', error);
  }
}

/** @returns the intent's state, also when Stripe refused what was asked of it */
export async function askIntent(
  intentId: string | null,
  request: () => Promise<Stripe.PaymentIntent>,
): Promise<PaymentState> {
  try {
    return paymentStateOf(await request());
  } catch (error) {
    if (!isRefusal(error)) throw new ServiceUnavailableError('Stripe', error);
    // a declined card, and what comes too late for the intent's state, tell the state
    return error.payment_intent ? paymentStateOf(error.payment_intent) : refused(intentId, error);
  }
}

/** Refused for good: asking the same again would be refused again. Anything else leaves open what happened. */
export function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError;
}

function refused(intentId: string | null, error: Stripe.errors.StripeError): PaymentState {
  const code = error.decline_code ?? error.code ?? 'invalid_request';
  return {
    intentId,
    clientSecret: null,
    status: 'requires_payment_method',
    outcome: {
      kind: 'failed',
      failureId: error.requestId ?? code,
      code,
      message: 'This payment method or amount is not accepted',
    },
    canCaptureInParts: false,
    entries: [],
  };
}
