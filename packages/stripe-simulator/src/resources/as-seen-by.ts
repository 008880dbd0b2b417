import type { Stripe } from 'stripe';
import { invalidRequest, StripeApiError } from '../errors.js';
import type { Call } from '../http/route.js';

/**
 * What a publishable key may see: no metadata, customer or charge.
 *
 * Source: the members "retrievable with publishable key" in https://docs.stripe.com/api/payment_intents/object
 */
const PUBLIC_MEMBERS: ReadonlySet<string> = new Set<keyof Stripe.PaymentIntent>([
  'id',
  'object',
  'amount',
  'amount_details',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'excluded_payment_method_types',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_configuration_details',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'source',
  'status',
]);

/** Does something with an intent for either key; a publishable key sees only the public members of it. */
export function asSeenBy(
  call: Call<{ client_secret?: string | undefined }>,
  intent: Stripe.PaymentIntent,
  act: (intent: Stripe.PaymentIntent) => Stripe.PaymentIntent,
): object {
  assertClientSecret(intent, call);
  if (call.keyKind === 'secret') return act(intent);
  try {
    return publicView(act(intent));
  } catch (error) {
    throw error instanceof StripeApiError ? withPublicView(error) : error;
  }
}

/** A publishable key opens an intent only together with the intent's client secret. */
function assertClientSecret(
  intent: Stripe.PaymentIntent,
  { keyKind, params: { client_secret } }: Call<{ client_secret?: string | undefined }>,
): void {
  if (keyKind === 'publishable' && client_secret === undefined) {
    throw invalidRequest('Missing required param: client_secret.', {
      code: 'parameter_missing',
      param: 'client_secret',
    });
  }
  if (client_secret !== undefined && client_secret !== intent.client_secret) {
    throw invalidRequest(
      'The client_secret provided does not match the client_secret associated with this PaymentIntent.',
      { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
    );
  }
}

function withPublicView(error: StripeApiError): StripeApiError {
  const { payment_intent, ...body } = error.body;
  if (!payment_intent) return error;
  return new StripeApiError(error.status, { ...body, payment_intent: publicView(payment_intent) });
}

function publicView(intent: object): object {
  return Object.fromEntries(Object.entries(intent).filter(([name]) => PUBLIC_MEMBERS.has(name)));
}
