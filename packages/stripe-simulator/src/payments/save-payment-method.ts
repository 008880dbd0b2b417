import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';

/**
 * What a payment leaves behind: a payment method saved with the customer when `setup_future_usage` asks for it, or one
 * that is spent because it belongs to nobody.
 */
export function savePaymentMethod(
  tx: Transaction,
  intent: Stripe.PaymentIntent,
  { paymentMethod, isAuthenticated }: { paymentMethod: Stripe.PaymentMethod; isAuthenticated: boolean },
): void {
  if (intent.setup_future_usage === 'off_session' && isAuthenticated) tx.ledger.mark(paymentMethod.id, 'set-up');
  if (paymentMethod.customer !== null) return;
  if (intent.setup_future_usage === null) tx.ledger.mark(paymentMethod.id, 'spent');
  else if (intent.customer !== null) attach(tx, paymentMethod, String(intent.customer));
}

export function attach(tx: Transaction, paymentMethod: Stripe.PaymentMethod, customer: string): Stripe.PaymentMethod {
  assertUnspent(tx, paymentMethod);
  const attached = tx.ledger.paymentMethods.put({ ...paymentMethod, customer });
  tx.emit({ type: 'payment_method.attached', data: { object: attached } });
  return attached;
}

export function detach(tx: Transaction, paymentMethod: Stripe.PaymentMethod): Stripe.PaymentMethod {
  const { customer } = paymentMethod;
  const detached = tx.ledger.paymentMethods.put({ ...paymentMethod, customer: null });
  tx.ledger.mark(paymentMethod.id, 'spent');
  tx.emit({ type: 'payment_method.detached', data: { object: detached, previous_attributes: { customer } } });
  return detached;
}

export function assertUnspent(tx: Transaction, { id }: Stripe.PaymentMethod): void {
  if (!tx.ledger.isMarked(id, 'spent')) return;
  throw invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a ' +
      'connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use ' +
      'a PaymentMethod multiple times, you must attach it to a Customer first.',
    { param: 'payment_method' },
  );
}
