import type { Stripe } from 'stripe';
import type { Transaction } from '../transaction.js';
import { book } from './balance.js';

/** Captures an amount of a charge, in minor units; `isFinal` ends the authorization. */
export function takeMoney(
  tx: Transaction,
  charge: Stripe.Charge,
  { amount, isFinal }: { amount: number; isFinal: boolean },
): Stripe.Charge {
  const { currency, id: source } = charge;
  const booked = amount > 0 ? book(tx, { type: 'charge', amount, currency, source, category: 'charge' }).id : null;
  if (amount > 0) tx.move('captured', charge, amount);
  return tx.ledger.charges.put({
    ...charge,
    amount_captured: charge.amount_captured + amount,
    balance_transaction: charge.balance_transaction ?? booked,
    captured: isFinal,
  });
}
