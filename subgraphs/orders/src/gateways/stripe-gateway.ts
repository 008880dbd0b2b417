import type { Stripe } from 'stripe';
import type { PaymentGateway, PaymentRequest } from '../use-cases/dependencies.js';
import { ask, askIntent } from './stripe-answer.js';
import { readNews } from './stripe-events.js';
import { createRefunds } from './stripe-refunds.js';

/** The charge tells whether it may be captured in parts. */
const EXPAND = ['latest_charge'];

/**
 * Opening and confirming are two requests, so that we know the intent before money can move: whatever answer is lost, the intent can
 * be asked what became of it.
 */
export function createStripeGateway(
  { customers, events, paymentIntents, refunds }: Stripe,
  clock: () => Date,
): PaymentGateway {
  return {
    openCustomer: (userId) => openCustomer(customers, userId),
    open: (request) =>
      askIntent(null, () =>
        paymentIntents.create(intentOf(request), { idempotencyKey: `order-${request.orderId}-intent` }),
      ),
    confirm: (orderId, intentId, methodToken) =>
      askIntent(intentId, () =>
        paymentIntents.confirm(
          intentId,
          { payment_method: methodToken, expand: EXPAND },
          { idempotencyKey: `order-${orderId}-confirm-1` },
        ),
      ),
    find: (intentId) => askIntent(intentId, () => paymentIntents.retrieve(intentId, { expand: EXPAND })),
    // one capture from each level: two that start from the same one can't both happen
    capture: ({ orderId, intentId, fromMinor, amountMinor, isFinal }) =>
      askIntent(intentId, () =>
        paymentIntents.capture(
          intentId,
          { amount_to_capture: amountMinor, ...(!isFinal && { final_capture: false }) },
          { idempotencyKey: `order-${orderId}-capture-from-${fromMinor}` },
        ),
      ),
    cancel: (intentId) => askIntent(intentId, () => paymentIntents.cancel(intentId)),
    newsSince: (since) => readNews(events, since),
    refund: createRefunds(refunds, clock),
  };
}

function intentOf(request: PaymentRequest): Stripe.PaymentIntentCreateParams {
  const { orderId, orderNumber, userId, customerId, captureMethod, amountMinor, currency } = request;
  return {
    amount: amountMinor,
    currency: currency.toLowerCase(),
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    ...(customerId && { customer: customerId }),
    ...(captureMethod === 'ON_FULFILMENT' && {
      capture_method: 'manual',
      payment_method_options: { card: { request_multicapture: 'if_available' } },
    }),
    metadata: { orderId, orderNumber, customerId: userId ?? 'guest' },
  };
}

/** Without name and address: whoever sees Stripe's dashboard sees our id, and nobody's data. */
async function openCustomer(customers: Stripe['customers'], userId: string): Promise<string> {
  const { id } = await ask(() => customers.create({ metadata: { userId } }, { idempotencyKey: `customer-${userId}` }));
  return id;
}
