import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { latestCharge } from './latest-charge.js';
import { refundCharge } from './refund-charge.js';

const CANCELABLE = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'];

/**
 * Ends an unpaid intent; money that is only authorized is released as a refund of type `reversal`.
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
  if (intent.status === 'requires_capture') {
    const charge = latestCharge(tx, intent);
    refundCharge(tx, charge, { amount: charge.amount, reason: null, metadata: {}, type: 'reversal' });
  }
  const canceled = tx.ledger.paymentIntents.put({
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: tx.at,
    cancellation_reason: reason ?? null,
    next_action: null,
  });
  tx.emit({ type: 'payment_intent.canceled', data: { object: canceled } });
  return canceled;
}
