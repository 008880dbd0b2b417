import type { Stripe } from 'stripe';
import { resourceMissing } from '../errors.js';
import type { Transaction } from '../transaction.js';

/** @throws StripeApiError    when there is none of this id, or it was deleted */
export function findCustomer(tx: Transaction, id: string, blame: { param: string; status: number }): Stripe.Customer {
  const customer = tx.ledger.customers.get(id);
  if (!customer || customer.deleted) throw resourceMissing('customer', id, blame);
  return customer;
}
