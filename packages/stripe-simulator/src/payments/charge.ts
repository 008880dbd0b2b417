import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import { cardOfFingerprint, type Decline, type TestCard } from '../test-cards.js';

/** What is authorized and not captured by then is released. Source: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
export const AUTHORIZATION_SECONDS = 7 * 24 * 60 * 60;

interface ChargeAttempt {
  readonly intent: Stripe.PaymentIntent;
  readonly paymentMethod: Stripe.PaymentMethod;
  readonly at: number;
  /** whether a person went through 3-D Secure for it */
  readonly isAuthenticated: boolean;
}

/** The issuer has agreed to pay; nothing is captured. */
export function approvedCharge(attempt: ChargeAttempt): Stripe.Charge {
  return {
    ...unsettledCharge(attempt),
    outcome: {
      ...issuerAnswer,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    },
    paid: true,
    status: 'succeeded',
  };
}

export function declinedCharge(attempt: ChargeAttempt, decline: Decline): Stripe.Charge {
  return {
    ...unsettledCharge(attempt),
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: {
      ...issuerAnswer,
      network_status: 'declined_by_network',
      reason: decline.declineCode,
      seller_message: `The bank returned the decline code \`${decline.declineCode}\`.`,
      type: 'issuer_declined',
    },
    status: 'failed',
  };
}

const issuerAnswer = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  risk_level: 'normal',
  risk_score: 20,
} satisfies Partial<Stripe.Charge.Outcome>;

function unsettledCharge({ intent, paymentMethod, at, isAuthenticated }: ChargeAttempt): Stripe.Charge {
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: paymentMethod.billing_details,
    calculated_statement_descriptor: 'STRIPE SIMULATOR',
    captured: false,
    created: at,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: paymentMethod.id,
    payment_method_details: { type: 'card', card: cardDetails(intent, paymentMethod, { at, isAuthenticated }) },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  } satisfies Stripe.Charge;
}

function cardDetails(
  intent: Stripe.PaymentIntent,
  paymentMethod: Stripe.PaymentMethod,
  { at, isAuthenticated }: { at: number; isAuthenticated: boolean },
): Stripe.Charge.PaymentMethodDetails.Card {
  const card = cardOfPaymentMethod(paymentMethod);
  return {
    amount_authorized: intent.amount,
    authorization_code: '123456',
    brand: card.brand,
    ...(intent.capture_method === 'manual' && {
      capture_before: at + AUTHORIZATION_SECONDS,
      multicapture: { status: isMulticaptureRequested(intent) ? 'available' : 'unavailable' },
    }),
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: isAuthenticated ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated ? passedChallenge : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const passedChallenge: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: '00000000-0000-4000-8000-000000000000',
  version: '2.2.0',
};

function cardOfPaymentMethod(paymentMethod: Stripe.PaymentMethod): Stripe.PaymentMethod.Card {
  if (!paymentMethod.card) throw new Error(`${paymentMethod.id} is not a card`);
  return paymentMethod.card;
}

function isMulticaptureRequested(intent: Stripe.PaymentIntent): boolean {
  return intent.payment_method_options?.card?.request_multicapture === 'if_available';
}

/** Whether the authorized money may be captured in several parts. */
export function isMulticapture(charge: Stripe.Charge): boolean {
  return charge.payment_method_details?.card?.multicapture?.status === 'available';
}

export function cardOf(paymentMethod: Stripe.PaymentMethod): TestCard {
  return cardOfFingerprint(cardOfPaymentMethod(paymentMethod).fingerprint ?? '');
}

/** The test card that was charged. */
export function chargedCard(charge: Stripe.Charge): TestCard {
  return cardOfFingerprint(charge.payment_method_details?.card?.fingerprint ?? '');
}
