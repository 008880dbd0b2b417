import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { assertLastDigit, formatAmount } from './amounts.js';
import { chargedCard, isMulticapture } from './charge.js';
import { openDispute } from './dispute.js';
import { latestCharge } from './latest-charge.js';
import { refundCharge } from './refund-charge.js';
import { takeMoney } from './take-money.js';

/** Source: https://docs.stripe.com/payments/multicapture#availability */
const MAX_CAPTURES = 50;

interface CaptureOrder {
  /** minor units; undefined takes all that is left */
  readonly amount: number | undefined;
  /** whether the rest is released */
  readonly isFinal: boolean;
}

/**
 * Takes the authorized money, or a part of it. At a final capture the rest is released; with multicapture silently, else
 * as a refund of type `reversal`, as at Stripe.
 *
 * @throws StripeApiError    400 when nothing is authorized, or less than is asked for
 * Source: https://docs.stripe.com/payments/multicapture
 */
export function capturePayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  { amount = intent.amount_capturable, isFinal }: CaptureOrder,
): Stripe.PaymentIntent {
  assertCapturable(intent);
  const authorized = latestCharge(tx, intent);
  assertAmount(intent, authorized, { amount, isFinal });
  if (isMulticapture(authorized)) return captureInParts(tx, intent, { amount, isFinal });

  const charge = takeMoney(tx, authorized, { amount, isFinal: true });
  tx.emit({
    type: 'charge.captured',
    data: { object: charge, previous_attributes: { captured: false, amount_captured: 0 } },
  });
  const remainder = charge.amount - amount;
  if (remainder > 0) refundCharge(tx, charge, { amount: remainder, reason: null, metadata: {}, type: 'reversal' });
  return succeed(tx, { ...intent, amount_capturable: 0, amount_received: amount });
}

function captureInParts(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  { amount, isFinal }: { amount: number; isFinal: boolean },
): Stripe.PaymentIntent {
  const before = latestCharge(tx, intent);
  if (amount > 0) assertFewCaptures(tx, before);

  const charge = takeMoney(tx, before, { amount, isFinal });
  const { amount_captured, balance_transaction } = before;
  tx.emit({
    type: 'charge.updated',
    data: { object: charge, previous_attributes: { amount_captured, balance_transaction } },
  });
  if (isFinal) {
    tx.emit({ type: 'charge.captured', data: { object: charge, previous_attributes: { captured: false } } });
  }
  const captured = tx.ledger.paymentIntents.put({
    ...intent,
    amount_capturable: isFinal ? 0 : intent.amount_capturable - amount,
    amount_received: intent.amount_received + amount,
  });
  const { amount_capturable } = intent;
  tx.emit({
    type: 'payment_intent.amount_capturable_updated',
    data: { object: captured, previous_attributes: { amount_capturable } },
  });
  return isFinal ? succeed(tx, captured) : captured;
}

/** Releases what is authorized and not captured, of a payment that was captured in part. */
export function releaseRemainder(tx: Transaction, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  return captureInParts(tx, intent, { amount: 0, isFinal: true });
}

function succeed(tx: Transaction, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  const succeeded = tx.ledger.paymentIntents.put({ ...intent, status: 'succeeded' });
  tx.emit({ type: 'payment_intent.succeeded', data: { object: succeeded } });
  const charge = latestCharge(tx, intent);
  const { dispute } = chargedCard(charge).aftermath;
  if (dispute) openDispute(tx, charge.id, dispute);
  return succeeded;
}

function assertCapturable(intent: Stripe.PaymentIntent): void {
  if (intent.status === 'requires_capture') return;
  throw invalidRequest(
    `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent ` +
      'with one of the following statuses may be captured: requires_capture.',
    { code: 'payment_intent_unexpected_state', payment_intent: intent },
  );
}

function assertFewCaptures(tx: Transaction, charge: Stripe.Charge): void {
  const captures = tx.ledger.balanceTransactions.oldestFirst().filter(({ source }) => source === charge.id).length;
  if (captures < MAX_CAPTURES) return;
  throw invalidRequest(`This PaymentIntent was captured ${MAX_CAPTURES} times and cannot be captured again.`, {
    param: 'amount_to_capture',
  });
}

function assertAmount(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  { amount, isFinal }: { amount: number; isFinal: boolean },
): void {
  const mayGoOn = isMulticapture(charge);
  if (!isFinal && !mayGoOn) {
    throw invalidRequest('This PaymentIntent does not support multicapture: final_capture must be true.', {
      param: 'final_capture',
      payment_intent: intent,
    });
  }
  if (amount === 0 && !(mayGoOn && isFinal)) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount_to_capture',
    });
  }
  if (amount > intent.amount_capturable) {
    throw invalidRequest(
      `The amount to capture (${formatAmount(amount, intent.currency)}) is greater than the capturable amount ` +
        `(${formatAmount(intent.amount_capturable, intent.currency)}).`,
      { code: 'amount_too_large', param: 'amount_to_capture', payment_intent: intent },
    );
  }
  assertLastDigit(amount, intent.currency, 'amount_to_capture');
}
