import type { Stripe } from 'stripe';
import { z } from 'zod';
import {
  createdFilter,
  currency,
  flag,
  integer,
  list as listOf,
  metadata,
  oneOf,
  paging,
  text,
  unsettableText,
  webUrl,
  withdrawn,
} from '../http/fields.js';
import type { ParamsOf } from './params-of.js';

/** What the endpoints of payment intents take. Any other parameter is refused, never ignored. */

/** Source: https://docs.stripe.com/changelog/endive/2026-09-30/removes-the-payment-method-types-parameter-from-payment-intents-and-setup-intents */
const withdrawnParams = {
  payment_method_types: withdrawn({
    message:
      'payment_method_types is no longer supported; use allowed_payment_method_types or automatic_payment_methods.',
    code: 'payment_method_types_no_longer_supported',
  }),
};

const setupFutureUsage = oneOf(['off_session', 'on_session']);

const paymentMethodOptions = z.strictObject({
  card: z.strictObject({ request_multicapture: oneOf(['if_available', 'never']).optional() }).optional(),
} satisfies ParamsOf<Stripe.PaymentIntentCreateParams.PaymentMethodOptions>);

export const create = z
  .strictObject({
    ...withdrawnParams,
    allowed_payment_method_types: listOf(text)
      .refine((types) => types.includes('card'), 'This simulator knows cards only: allow the type card.')
      .optional(),
    amount: integer({ min: 1 }),
    automatic_payment_methods: z
      .strictObject({ enabled: flag, allow_redirects: oneOf(['always', 'never']).optional() })
      .optional(),
    capture_method: oneOf(['automatic', 'automatic_async', 'manual']).default('automatic_async'),
    confirm: flag.default(false),
    currency,
    customer: text.optional(),
    description: text.optional(),
    metadata: metadata.optional(),
    off_session: flag.optional(),
    payment_method: text.optional(),
    payment_method_options: paymentMethodOptions.optional(),
    receipt_email: text.optional(),
    return_url: webUrl.optional(),
    setup_future_usage: setupFutureUsage.optional(),
  } satisfies ParamsOf<Stripe.PaymentIntentCreateParams>)
  .refine((input) => !input.automatic_payment_methods || !input.allowed_payment_method_types, {
    message: 'You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods.',
    params: { stripeCode: 'parameters_exclusive' },
  })
  .refine((input) => input.confirm || input.return_url === undefined, {
    message: 'return_url can only be passed when creating a PaymentIntent with confirm set to true.',
    path: ['return_url'],
  })
  .refine((input) => input.confirm || input.off_session === undefined, {
    message: 'off_session can only be passed when creating a PaymentIntent with confirm set to true.',
    path: ['off_session'],
  });

export const retrieve = z.strictObject({
  client_secret: text.optional(),
} satisfies ParamsOf<Stripe.PaymentIntentRetrieveParams>);

export const update = z.strictObject({
  ...withdrawnParams,
  amount: integer({ min: 1 }).optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  payment_method: text.optional(),
  receipt_email: unsettableText.optional(),
  setup_future_usage: z.union([z.literal('').transform(() => null), setupFutureUsage]).optional(),
} satisfies ParamsOf<Stripe.PaymentIntentUpdateParams>);

/** `client_secret` is what browsers send; the package for servers does not have it. */
export const confirm = z.strictObject({
  ...withdrawnParams,
  off_session: flag.default(false),
  payment_method: text.optional(),
  receipt_email: unsettableText.optional(),
  return_url: webUrl.optional(),
  setup_future_usage: z.union([z.literal('').transform(() => null), setupFutureUsage]).optional(),
  client_secret: text.optional(),
} satisfies ParamsOf<Stripe.PaymentIntentConfirmParams & { client_secret: string }>);

export const capture = z.strictObject({
  amount_to_capture: integer({ min: 0 }).optional(),
  final_capture: flag.default(true),
  metadata: metadata.optional(),
} satisfies ParamsOf<Stripe.PaymentIntentCaptureParams>);

export const cancel = z.strictObject({
  cancellation_reason: oneOf(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
} satisfies ParamsOf<Stripe.PaymentIntentCancelParams>);

export const list = z.strictObject({
  ...paging,
  created: createdFilter.optional(),
  customer: text.optional(),
} satisfies ParamsOf<Stripe.PaymentIntentListParams>);
