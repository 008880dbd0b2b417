import { ServiceUnavailableError } from '@souk/subgraph-kit';
import { Stripe } from 'stripe';
import type { PaymentState } from '../domain/payment-outcome.js';
import type { PaymentGateway } from '../use-cases/dependencies.js';
import { paymentStateOf } from './payment-state.js';

/**
 * Opening and confirming are two requests, so that we know the intent before money can move: whatever answer is lost, the intent can
 * be asked what became of it.
 */
export function createStripeGateway({ paymentIntents, refunds }: Stripe): PaymentGateway {
  return {
    open: ({ orderId, orderNumber, userId, amountMinor, currency }) =>
      ask(null, () =>
        paymentIntents.create(
          {
            amount: amountMinor,
            currency: currency.toLowerCase(),
            automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
            metadata: { orderId, orderNumber, ...(userId && { userId }) },
          },
          { idempotencyKey: `order-${orderId}-open` },
        ),
      ),
    confirm: (orderId, intentId, methodToken) =>
      ask(intentId, () =>
        paymentIntents.confirm(
          intentId,
          { payment_method: methodToken },
          { idempotencyKey: `order-${orderId}-confirm-1` },
        ),
      ),
    find: (intentId) => ask(intentId, () => paymentIntents.retrieve(intentId)),
    cancel: (intentId) => ask(intentId, () => paymentIntents.cancel(intentId)),
    refund: async ({ id, orderId, intentId, amountMinor }) => {
      try {
        const refund = await refunds.create(
          { payment_intent: intentId, amount: amountMinor, metadata: { orderId, refundId: id } },
          { idempotencyKey: `refund-${id}` },
        );
        return refund.status === 'failed' || refund.status === 'canceled' ? 'FAILED' : 'SUCCEEDED';
      } catch (error) {
        if (!isRefusal(error)) throw new ServiceUnavailableError('Stripe', error);
        return error.code === 'charge_already_refunded' ? 'SUCCEEDED' : 'FAILED';
      }
    },
  };
}

async function ask(intentId: string | null, request: () => Promise<Stripe.PaymentIntent>): Promise<PaymentState> {
  try {
    return paymentStateOf(await request());
  } catch (error) {
    if (!isRefusal(error)) throw new ServiceUnavailableError('Stripe', error);
    // a declined card, and what comes too late for the intent's state, tell the state
    return error.payment_intent ? paymentStateOf(error.payment_intent) : refused(intentId, error);
  }
}

/** Refused for good: asking the same again would be refused again. Anything else leaves open what happened. */
function isRefusal(error: unknown): error is Stripe.errors.StripeError {
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
  };
}
