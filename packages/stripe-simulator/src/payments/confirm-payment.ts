import type { Stripe } from 'stripe';
import { documented, invalidRequest, StripeApiError } from '../errors.js';
import type { Decline, FinalBehaviour, IssuerBehaviour } from '../test-cards.js';
import type { Transaction } from '../transaction.js';
import { AUTHORIZATION_SECONDS, approvedCharge, cardOf, declinedCharge } from './charge.js';
import { openDispute } from './dispute.js';
import { savePaymentMethod } from './save-payment-method.js';
import { takeMoney } from './take-money.js';

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

interface Confirmation {
  readonly paymentMethod: Stripe.PaymentMethod;
  readonly returnUrl: string | undefined;
  /** the buyer is not there to authenticate */
  readonly isOffSession: boolean;
}

const authenticationRequired: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/**
 * Tries to pay the intent with a card.
 *
 * @returns    the intent: succeeded, requires_capture, or requires_action with where the buyer must go
 * @throws StripeApiError    402 when the issuer declines; the failed charge and the intent's `last_payment_error` stay
 */
export function confirmPayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  { paymentMethod, returnUrl, isOffSession }: Confirmation,
): Stripe.PaymentIntent {
  const issuer = tx.issuer ?? cardOf(paymentMethod).behaviour;
  const attempted = { ...intent, payment_method: paymentMethod.id, last_payment_error: null, next_action: null };
  if (issuer.kind !== 'authenticate' || isExempt(tx, issuer, { paymentMethod, isOffSession })) {
    const behaviour = issuer.kind === 'authenticate' ? issuer.next : issuer;
    return askIssuer(tx, { intent: attempted, paymentMethod, behaviour, isAuthenticated: false });
  }
  if (isOffSession) {
    const behaviour = { kind: 'decline', decline: authenticationRequired } as const;
    return askIssuer(tx, { intent: attempted, paymentMethod, behaviour, isAuthenticated: false });
  }
  const waiting = tx.ledger.paymentIntents.put({
    ...attempted,
    status: 'requires_action',
    next_action: authenticationAction(tx.authenticationUrl(intent), returnUrl),
  });
  tx.emit({ type: 'payment_intent.requires_action', data: { object: waiting } });
  return waiting;
}

function isExempt(
  tx: Transaction,
  { exempt }: Extract<IssuerBehaviour, { kind: 'authenticate' }>,
  { paymentMethod, isOffSession }: { paymentMethod: Stripe.PaymentMethod; isOffSession: boolean },
): boolean {
  if (exempt === 'none' || !isOffSession) return false;
  return exempt === 'off-session' || tx.ledger.isMarked(paymentMethod.id, 'set-up');
}

/** @throws StripeApiError    400 when the intent is past confirming, or may redirect the buyer and knows no way back */
export function assertConfirmable(intent: Stripe.PaymentIntent, returnUrl: string | undefined): void {
  if (!CONFIRMABLE.includes(intent.status)) {
    const reason =
      intent.status === 'succeeded'
        ? 'it has already succeeded after being previously confirmed.'
        : `it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ` +
          `confirmed: ${CONFIRMABLE.join(', ')}.`;
    throw invalidRequest(`You cannot confirm this PaymentIntent because ${reason}`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
  if (intent.automatic_payment_methods && intent.automatic_payment_methods.allow_redirects !== 'never' && !returnUrl) {
    throw invalidRequest(
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
        'payment methods might redirect your customer off of your page, you must provide a `return_url`. If you ' +
        "don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
        '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
      { param: 'return_url' },
    );
  }
}

/** With no address to return to, Stripe leaves the opening of the page to its browser library. */
export function authenticationAction(url: string, returnUrl: string | undefined): Stripe.PaymentIntent.NextAction {
  if (returnUrl) return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
  const browserLibrary = { type: 'three_d_secure_redirect', stripe_js: url };
  return { type: 'use_stripe_sdk', use_stripe_sdk: browserLibrary };
}

interface IssuerRequest {
  readonly intent: Stripe.PaymentIntent;
  readonly paymentMethod: Stripe.PaymentMethod;
  readonly behaviour: FinalBehaviour;
  readonly isAuthenticated: boolean;
}

/** @throws StripeApiError    402 when the issuer declines */
export function askIssuer(tx: Transaction, request: IssuerRequest): Stripe.PaymentIntent {
  const { intent, paymentMethod, behaviour, isAuthenticated } = request;
  const attempt = { intent, paymentMethod, isAuthenticated, at: tx.at };
  if (behaviour.kind === 'decline') {
    const charge = tx.ledger.charges.put(declinedCharge(attempt, behaviour.decline));
    tx.emit({ type: 'charge.failed', data: { object: charge } });
    throw new StripeApiError(402, declineBody(tx, { intent, paymentMethod, charge, decline: behaviour.decline }));
  }
  const charge = tx.ledger.charges.put(approvedCharge(attempt));
  tx.move('charged', charge, charge.amount);
  const paid = intent.capture_method === 'manual' ? authorize(tx, intent, charge) : pay(tx, intent, charge);
  savePaymentMethod(tx, paid, { paymentMethod, isAuthenticated });
  const { dispute } = cardOf(paymentMethod).aftermath;
  if (dispute) openDispute(tx, charge.id, dispute);
  return paid;
}

function authorize(tx: Transaction, intent: Stripe.PaymentIntent, charge: Stripe.Charge): Stripe.PaymentIntent {
  tx.emit({ type: 'charge.succeeded', data: { object: charge } });
  const authorized = tx.ledger.paymentIntents.put({
    ...intent,
    amount_capturable: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    status: 'requires_capture',
  });
  tx.emit({ type: 'payment_intent.amount_capturable_updated', data: { object: authorized } });
  tx.later(AUTHORIZATION_SECONDS, { kind: 'expire-authorization', intentId: intent.id });
  return authorized;
}

function pay(tx: Transaction, intent: Stripe.PaymentIntent, charge: Stripe.Charge): Stripe.PaymentIntent {
  const captured = takeMoney(tx, charge, { amount: intent.amount, isFinal: true });
  tx.emit({ type: 'charge.succeeded', data: { object: captured } });
  const succeeded = tx.ledger.paymentIntents.put({
    ...intent,
    amount_received: intent.amount,
    latest_charge: charge.id,
    next_action: null,
    status: 'succeeded',
  });
  tx.emit({ type: 'payment_intent.succeeded', data: { object: succeeded } });
  return succeeded;
}

interface DeclinedAttempt {
  readonly intent: Stripe.PaymentIntent;
  readonly paymentMethod: Stripe.PaymentMethod;
  readonly charge: Stripe.Charge;
  readonly decline: Decline;
}

function declineBody(tx: Transaction, { intent, paymentMethod, charge, decline }: DeclinedAttempt) {
  const error = {
    type: 'card_error' as const,
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    charge: charge.id,
    ...(decline.param && { param: decline.param }),
    ...documented(decline.code),
    payment_method: paymentMethod,
  };
  const failed = failPayment(tx, { ...intent, latest_charge: charge.id }, error);
  return { ...error, payment_intent: failed };
}

/** Puts the intent back to where the buyer may try another card. */
export function failPayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
): Stripe.PaymentIntent {
  const failed = tx.ledger.paymentIntents.put({
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: error,
  });
  tx.emit({ type: 'payment_intent.payment_failed', data: { object: failed } });
  return failed;
}
