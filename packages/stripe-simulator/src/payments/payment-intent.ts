import type { Stripe } from 'stripe';
import { newId, randomText } from '../ids.js';

export interface PaymentIntentDraft {
  readonly amount: number;
  readonly currency: string;
  readonly at: number;
  readonly captureMethod: Stripe.PaymentIntent.CaptureMethod;
  /** null when the types are listed instead */
  readonly automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  readonly allowedPaymentMethodTypes: string[] | null;
  readonly customer?: string;
  readonly description?: string;
  readonly metadata?: Stripe.Metadata;
  readonly paymentMethod?: string;
  readonly receiptEmail?: string;
  readonly requestMulticapture?: 'if_available' | 'never';
  readonly setupFutureUsage?: 'off_session' | 'on_session';
}

export function newPaymentIntent(draft: PaymentIntentDraft): Stripe.PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: draft.allowedPaymentMethodTypes,
    amount: draft.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: draft.automaticPaymentMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: draft.captureMethod,
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: draft.at,
    currency: draft.currency,
    customer: draft.customer ?? null,
    customer_account: null,
    description: draft.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: draft.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: draft.paymentMethod ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...(draft.requestMulticapture && { request_multicapture: draft.requestMulticapture }),
      },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: draft.receiptEmail ?? null,
    review: null,
    setup_future_usage: draft.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: draft.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_group: null,
  } satisfies Stripe.PaymentIntent;
}
