import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import type { Transaction } from '../transaction.js';

interface Booking {
  readonly type: 'charge' | 'refund' | 'refund_failure' | 'adjustment';
  /** minor units; negative when money leaves the balance */
  readonly amount: number;
  /** minor units, default 0; negative when it is given back */
  readonly fee?: number;
  readonly currency: string;
  readonly source: string;
  readonly category: string;
  readonly description?: string;
}

/** Changes the account's balance. Payments bear no fee here, and what they bring is available at once. */
export function book(tx: Transaction, booking: Booking): Stripe.BalanceTransaction {
  const { type, amount, fee = 0, currency, source, category, description = null } = booking;
  const feeDetails = { amount: fee, application: null, currency, description: 'Dispute fee', type: 'stripe_fee' };
  return tx.ledger.balanceTransactions.put({
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: tx.at,
    balance_type: 'payments',
    created: tx.at,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetails],
    net: amount - fee,
    reporting_category: category,
    source,
    status: 'available',
    type,
  } satisfies Stripe.BalanceTransaction);
}
