import type { Stripe } from 'stripe';
import type { Transaction } from '../transaction.js';

/** The charge of an intent that has one. */
export function latestCharge(tx: Transaction, intent: Stripe.PaymentIntent): Stripe.Charge {
  const charge = tx.ledger.charges.get(String(intent.latest_charge));
  if (!charge) throw new Error(`${intent.id} has the status ${intent.status} and no charge`);
  return charge;
}
