import type { Stripe } from 'stripe';
import type { z } from 'zod';
import { invalidRequest, resourceMissing, type StripeApiError } from '../errors.js';
import { mergeMetadata } from '../http/fields.js';
import { route } from '../http/route.js';
import { assertChargeable } from '../payments/amounts.js';
import { cancelPayment } from '../payments/cancel-payment.js';
import { capturePayment } from '../payments/capture-payment.js';
import { assertConfirmable, confirmPayment } from '../payments/confirm-payment.js';
import { newPaymentIntent } from '../payments/payment-intent.js';
import type { Transaction } from '../transaction.js';
import { asSeenBy } from './as-seen-by.js';
import { findCustomer } from './find-customer.js';
import { isCreatedWithin, listPage } from './list-page.js';
import * as params from './payment-intent.params.js';
import { resolvePaymentMethod } from './payment-methods.js';

const PATH = '/v1/payment_intents';

export const paymentIntentRoutes = [
  route({
    method: 'POST',
    path: PATH,
    returns: 'payment_intent',
    params: params.create,
    handle: ({ tx, params }) => createPaymentIntent(tx, params),
  }),
  route({
    method: 'GET',
    path: PATH,
    returns: 'payment_intent',
    isList: true,
    params: params.list,
    handle: ({ tx, params }) => {
      const intents = tx.ledger.paymentIntents
        .newestFirst()
        .filter(
          (intent) =>
            isCreatedWithin(intent.created, params.created) &&
            (params.customer === undefined || intent.customer === params.customer),
        );
      return listPage(intents, params, PATH);
    },
  }),
  route({
    method: 'GET',
    path: `${PATH}/:id`,
    returns: 'payment_intent',
    isPublic: true,
    params: params.retrieve,
    handle: (call) => asSeenBy(call, findPaymentIntent(call.tx, call.id), (intent) => intent),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id`,
    returns: 'payment_intent',
    params: params.update,
    handle: ({ tx, id, params }) => updatePaymentIntent(tx, findPaymentIntent(tx, id), params),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/confirm`,
    returns: 'payment_intent',
    isPublic: true,
    params: params.confirm,
    handle: (call) =>
      asSeenBy(call, findPaymentIntent(call.tx, call.id), (intent) =>
        confirmPaymentIntent(call.tx, intent, call.params),
      ),
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/capture`,
    returns: 'payment_intent',
    params: params.capture,
    handle: ({ tx, id, params }) => {
      const { amount_to_capture: amount, final_capture: isFinal } = params;
      return capturePayment(tx, withMetadata(findPaymentIntent(tx, id), params.metadata), { amount, isFinal });
    },
  }),
  route({
    method: 'POST',
    path: `${PATH}/:id/cancel`,
    returns: 'payment_intent',
    params: params.cancel,
    handle: ({ tx, id, params }) => cancelPayment(tx, findPaymentIntent(tx, id), params.cancellation_reason),
  }),
];

function createPaymentIntent(tx: Transaction, input: z.output<typeof params.create>): Stripe.PaymentIntent {
  assertChargeable(input.amount, input.currency);
  if (input.customer) findCustomer(tx, input.customer, { param: 'customer', status: 400 });
  const paymentMethod = input.payment_method
    ? resolvePaymentMethod(tx, input.payment_method, { payer: input.customer ?? null })
    : undefined;
  const requestMulticapture = input.payment_method_options?.card?.request_multicapture;
  const draft = newPaymentIntent({
    amount: input.amount,
    currency: input.currency,
    at: tx.at,
    captureMethod: input.capture_method,
    automaticPaymentMethods: automaticPaymentMethods(input),
    allowedPaymentMethodTypes: input.allowed_payment_method_types ?? null,
    metadata: mergeMetadata({}, input.metadata ?? null),
    ...(input.customer && { customer: input.customer }),
    ...(input.description && { description: input.description }),
    ...(input.receipt_email && { receiptEmail: input.receipt_email }),
    ...(paymentMethod && { paymentMethod: paymentMethod.id }),
    ...(input.setup_future_usage && { setupFutureUsage: input.setup_future_usage }),
    ...(requestMulticapture && { requestMulticapture }),
  });
  if (input.confirm) assertConfirmable(draft, input.return_url);
  if (input.confirm && !paymentMethod) throw missingPaymentMethod(draft);

  const intent = tx.ledger.paymentIntents.put(draft);
  tx.emit({ type: 'payment_intent.created', data: { object: intent } });
  if (!paymentMethod) return intent;
  tx.ledger.paymentMethods.put(paymentMethod);
  if (!input.confirm) return intent;
  const { return_url: returnUrl, off_session: isOffSession = false } = input;
  return confirmPayment(tx, intent, { paymentMethod, returnUrl, isOffSession });
}

/** Unless the types of payment method are listed, Stripe chooses them, and may choose one that redirects the buyer. */
function automaticPaymentMethods(
  input: z.output<typeof params.create>,
): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  if (input.allowed_payment_method_types) return null;
  const { enabled, allow_redirects } = input.automatic_payment_methods ?? { enabled: true };
  return enabled ? { enabled, allow_redirects: allow_redirects ?? 'always' } : null;
}

function updatePaymentIntent(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  input: z.output<typeof params.update>,
): Stripe.PaymentIntent {
  const { amount = intent.amount, description = intent.description, receipt_email = intent.receipt_email } = input;
  const { customer = intent.customer, setup_future_usage = intent.setup_future_usage } = input;
  if (amount !== intent.amount) {
    assertChargeable(amount, intent.currency);
    assertUnpaid(intent);
  }
  if (input.customer) findCustomer(tx, input.customer, { param: 'customer', status: 400 });
  const changed = { ...intent, amount, customer, description, receipt_email, setup_future_usage };
  const withMethod = input.payment_method ? withPaymentMethod(tx, changed, input.payment_method) : changed;
  return tx.ledger.paymentIntents.put(withMetadata(withMethod, input.metadata));
}

function withPaymentMethod(tx: Transaction, intent: Stripe.PaymentIntent, idOrToken: string): Stripe.PaymentIntent {
  assertUnpaid(intent);
  const resolved = resolvePaymentMethod(tx, idOrToken, { payer: intent.customer });
  const status = intent.status === 'requires_payment_method' ? 'requires_confirmation' : intent.status;
  return { ...intent, payment_method: tx.ledger.paymentMethods.put(resolved).id, status };
}

function withMetadata(
  intent: Stripe.PaymentIntent,
  update: z.output<typeof params.update>['metadata'],
): Stripe.PaymentIntent {
  return update === undefined ? intent : { ...intent, metadata: mergeMetadata(intent.metadata, update) };
}

function assertUnpaid(intent: Stripe.PaymentIntent): void {
  const changeable = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
  if (changeable.includes(intent.status)) return;
  throw invalidRequest(
    `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}. You may only update ` +
      `the amount of a PaymentIntent with one of the following statuses: ${changeable.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}

function confirmPaymentIntent(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  input: z.output<typeof params.confirm>,
): Stripe.PaymentIntent {
  assertConfirmable(intent, input.return_url);
  const idOrToken = input.payment_method ?? intent.payment_method;
  if (!idOrToken) throw missingPaymentMethod(intent);
  const resolved = resolvePaymentMethod(tx, String(idOrToken), { payer: intent.customer });
  const paymentMethod = tx.ledger.paymentMethods.put(resolved);
  const { receipt_email = intent.receipt_email, setup_future_usage = intent.setup_future_usage } = input;
  const { return_url: returnUrl, off_session: isOffSession } = input;
  const changed = { ...intent, receipt_email, setup_future_usage };
  return confirmPayment(tx, changed, { paymentMethod, returnUrl, isOffSession });
}

function missingPaymentMethod(intent: Stripe.PaymentIntent): StripeApiError {
  return invalidRequest(
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the " +
      'PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment ' +
      'method or ConfirmationToken.',
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}

function findPaymentIntent(tx: Transaction, id: string): Stripe.PaymentIntent {
  const intent = tx.ledger.paymentIntents.get(id);
  if (!intent) throw resourceMissing('payment_intent', id, { param: 'intent' });
  return intent;
}
