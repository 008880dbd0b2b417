import type { Stripe } from 'stripe';
import type { LedgerEntry } from '../domain/payment-ledger.js';
import type { PaymentOutcome, PaymentState } from '../domain/payment-outcome.js';

/** A PaymentIntent in our words. Source: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function paymentStateOf(intent: Stripe.PaymentIntent): PaymentState {
  const { id, client_secret, status } = intent;
  return {
    intentId: id,
    clientSecret: client_secret,
    status,
    outcome: outcomeOf(intent),
    canCaptureInParts: mayCaptureInParts(intent),
    entries: entriesOf(intent),
  };
}

/** Asked for with each authorisation; whether it is granted is the card's affair, and the charge tells. */
function mayCaptureInParts({ latest_charge: charge }: Stripe.PaymentIntent): boolean {
  if (charge === null || typeof charge === 'string') return false;
  return charge.payment_method_details?.card?.multicapture?.status === 'available';
}

/** What the intent says of the money. Amounts are sums so far, so an older state of the intent tells nothing new. */
function entriesOf({
  id: reference,
  status,
  amount,
  amount_received,
  amount_capturable,
}: Stripe.PaymentIntent): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  if (status === 'requires_capture') {
    entries.push({ reference, kind: 'AUTHORIZED', amountMinor: amount_received + amount_capturable });
  }
  if (amount_received > 0) entries.push({ reference, kind: 'CAPTURED', amountMinor: amount_received });
  const isOver = status === 'succeeded' || status === 'canceled';
  if (isOver && amount_received < amount) {
    entries.push({ reference, kind: 'CANCELLED', amountMinor: amount - amount_received });
  }
  return entries;
}

function outcomeOf(intent: Stripe.PaymentIntent): PaymentOutcome {
  const { status, amount_received, last_payment_error: refusal } = intent;
  switch (status) {
    case 'succeeded':
      // without money it is nothing to believe: to be asked again
      return { kind: amount_received > 0 ? 'succeeded' : 'processing' };
    case 'canceled':
      return { kind: 'cancelled' };
    case 'requires_capture':
      return { kind: 'authorized' };
    case 'requires_action':
      return { kind: 'action-required' };
    case 'requires_payment_method':
    case 'requires_confirmation':
      return refusal ? failureOf(refusal) : { kind: 'open' };
    default:
      // processing, and what Stripe may add: to be asked again
      return { kind: 'processing' };
  }
}

function failureOf(refusal: Stripe.PaymentIntent.LastPaymentError): PaymentOutcome {
  const code = refusal.decline_code ?? refusal.code ?? 'unknown';
  return {
    kind: 'failed',
    failureId: refusal.charge ?? code,
    code,
    message: refusal.message ?? 'The payment was refused',
  };
}
