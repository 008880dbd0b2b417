import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { assertLastDigit, formatAmount } from './amounts.js';
import { latestCharge } from './latest-charge.js';
import { refundCharge } from './refund-charge.js';

/**
 * Takes the authorized money, or a part of it; the rest is released as a refund of type `reversal`, as at Stripe.
 *
 * @param amountToCapture    minor units; undefined takes all
 * @throws StripeApiError    400 when nothing is authorized, or less than is asked for
 */
export function capturePayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  amountToCapture: number | undefined,
): Stripe.PaymentIntent {
  const amount = amountToCapture ?? intent.amount_capturable;
  assertCapturable(intent, amount);
  const authorized = latestCharge(tx, intent);
  const charge = tx.ledger.charges.put({ ...authorized, captured: true, amount_captured: amount });
  tx.emit({
    type: 'charge.captured',
    data: { object: charge, previous_attributes: { captured: false, amount_captured: 0 } },
  });
  const remainder = charge.amount - amount;
  if (remainder > 0) refundCharge(tx, charge, { amount: remainder, reason: null, metadata: {}, type: 'reversal' });

  const succeeded = tx.ledger.paymentIntents.put({
    ...intent,
    status: 'succeeded',
    amount_capturable: 0,
    amount_received: amount,
  });
  tx.emit({ type: 'payment_intent.succeeded', data: { object: succeeded } });
  return succeeded;
}

function assertCapturable(intent: Stripe.PaymentIntent, amount: number): void {
  if (intent.status !== 'requires_capture') {
    throw invalidRequest(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent ` +
        'with one of the following statuses may be captured: requires_capture.',
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
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
