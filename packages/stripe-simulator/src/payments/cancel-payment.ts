import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { releaseRemainder } from './capture-payment.js';
import { latestCharge } from './latest-charge.js';
import { refundCharge } from './refund-charge.js';

const CANCELABLE = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'];

/**
 * Ends an unpaid intent; money that is only authorized is released as a refund of type `reversal`. An intent of which a
 * part was captured succeeds with that part instead.
 *
 * @throws StripeApiError    400 when it is paid or already canceled
 */
export function cancelPayment(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | undefined,
): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    throw invalidRequest(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        `one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  if (intent.amount_received > 0) return releaseRemainder(tx, intent);
  if (intent.status === 'requires_capture') {
    const charge = latestCharge(tx, intent);
    refundCharge(tx, charge, { amount: charge.amount, reason: null, metadata: {}, type: 'reversal' });
  }
  return putCanceled(tx, intent, reason ?? null);
}

/** What Stripe does with an authorization that nobody has captured in time. */
export function expireAuthorization(tx: Transaction, intent: Stripe.PaymentIntent): void {
  if (intent.status !== 'requires_capture') return;
  if (intent.amount_received > 0) {
    releaseRemainder(tx, intent);
    return;
  }
  const { amount } = latestCharge(tx, intent);
  const reason = 'expired_uncaptured_charge';
  refundCharge(tx, latestCharge(tx, intent), { amount, reason, metadata: {}, type: 'reversal' });
  tx.emit({ type: 'charge.expired', data: { object: latestCharge(tx, intent) } });
  putCanceled(tx, intent, 'automatic');
}

function putCanceled(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  const canceled = tx.ledger.paymentIntents.put({
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: tx.at,
    cancellation_reason: reason,
    next_action: null,
  });
  tx.emit({ type: 'payment_intent.canceled', data: { object: canceled } });
  return canceled;
}
