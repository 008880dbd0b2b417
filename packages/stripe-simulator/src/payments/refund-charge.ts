import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import type { Transaction } from '../transaction.js';

interface RefundOrder {
  /** minor units, 1 … what is left of the charge */
  readonly amount: number;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata: Stripe.Metadata;
  /** money that was captured is refunded; what was only authorized is reversed */
  readonly type: 'refund' | 'reversal';
}

export function refundCharge(tx: Transaction, charge: Stripe.Charge, order: RefundOrder): Stripe.Refund {
  const refund = tx.ledger.refunds.put({
    id: newId('re'),
    object: 'refund',
    amount: order.amount,
    balance_transaction: null,
    charge: charge.id,
    created: tx.at,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: 'card', card: { type: order.type } },
    metadata: order.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: order.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund);
  tx.emit({ type: 'refund.created', data: { object: refund } });

  const { amount_refunded, refunded } = charge;
  const changed = tx.ledger.charges.put({
    ...charge,
    amount_refunded: amount_refunded + order.amount,
    refunded: amount_refunded + order.amount === charge.amount,
  });
  tx.emit({ type: 'charge.refunded', data: { object: changed, previous_attributes: { amount_refunded, refunded } } });
  return refund;
}
