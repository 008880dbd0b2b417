import type { Stripe } from 'stripe';
import { newId } from '../ids.js';
import type { Transaction } from '../transaction.js';
import { book } from './balance.js';
import { chargedCard, isMulticapture } from './charge.js';

/** Stripe says "some time later". */
export const REFUND_SETTLES_AFTER_SECONDS = 10;

interface RefundOrder {
  /** minor units, 1 … what is left of the charge */
  readonly amount: number;
  readonly reason: Stripe.Refund.Reason | null;
  readonly metadata: Stripe.Metadata;
  /** money that was captured is refunded; what was only authorized is reversed */
  readonly type: 'refund' | 'reversal';
}

/** What can be refunded, in minor units. */
export function refundable(charge: Stripe.Charge): number {
  const whole = isMulticapture(charge) ? charge.amount_captured : charge.amount;
  return whole - charge.amount_refunded;
}

export function refundCharge(tx: Transaction, charge: Stripe.Charge, order: RefundOrder): Stripe.Refund {
  const later = order.type === 'refund' ? chargedCard(charge).aftermath.refunds : undefined;
  const isPending = later === 'are-pending-first';
  const refund = tx.ledger.refunds.put({
    ...newRefund(tx, charge, order),
    destination_details: { type: 'card', card: { type: isPending ? 'pending' : order.type } },
    status: isPending ? 'pending' : 'succeeded',
    ...(isPending && { pending_reason: 'processing' }),
  });
  if (later) tx.later(REFUND_SETTLES_AFTER_SECONDS, { kind: 'settle-refund', refundId: refund.id });
  if (order.type === 'refund') tx.move('refunded', charge, order.amount);
  tx.emit({ type: 'refund.created', data: { object: refund } });

  const { amount_refunded, refunded } = charge;
  const changed = tx.ledger.charges.put(withRefunded(charge, amount_refunded + order.amount));
  tx.emit({ type: 'charge.refunded', data: { object: changed, previous_attributes: { amount_refunded, refunded } } });
  return refund;
}

/** With multicapture a charge is not refunded as a whole before it is captured as a whole. */
export function withRefunded(charge: Stripe.Charge, amountRefunded: number): Stripe.Charge {
  const isWhole = refundable({ ...charge, amount_refunded: amountRefunded }) <= 0;
  const isOpen = isMulticapture(charge) && charge.amount_captured > 0 && !charge.captured;
  return { ...charge, amount_refunded: amountRefunded, refunded: isWhole && !isOpen };
}

function newRefund(tx: Transaction, charge: Stripe.Charge, order: RefundOrder): Stripe.Refund {
  const id = newId('re');
  const { amount, type } = order;
  const { currency } = charge;
  const isMoney = type === 'refund';
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: isMoney
      ? book(tx, { type: 'refund', amount: -amount, currency, source: id, category: 'refund' }).id
      : null,
    charge: charge.id,
    created: tx.at,
    currency,
    customer: charge.customer,
    customer_account: null,
    metadata: order.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: order.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund;
}
