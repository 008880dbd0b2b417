import type { Stripe } from 'stripe';
import type { Transaction } from '../transaction.js';
import { book } from './balance.js';
import { chargedCard } from './charge.js';
import { withRefunded } from './refund-charge.js';

/**
 * What becomes of a refund some time after it was made: a pending one succeeds, one of a closed card fails, and the money
 * is back in the account.
 *
 * Source: https://docs.stripe.com/testing#refunds
 */
export function settleRefund(tx: Transaction, refund: Stripe.Refund): void {
  const charge = tx.ledger.charges.get(String(refund.charge));
  if (!charge) return;
  const { refunds } = chargedCard(charge).aftermath;
  if (refunds === 'are-pending-first' && refund.status === 'pending') succeed(tx, refund);
  if (refunds === 'fail-later' && refund.status === 'succeeded') fail(tx, refund, charge);
}

function succeed(tx: Transaction, refund: Stripe.Refund): void {
  const { pending_reason, ...settled } = refund;
  const succeeded = tx.ledger.refunds.put({
    ...settled,
    destination_details: { type: 'card', card: { type: 'refund' } },
    status: 'succeeded',
  });
  const data = { object: succeeded, previous_attributes: { status: refund.status } };
  tx.emit({ type: 'refund.updated', data });
  tx.emit({ type: 'charge.refund.updated', data });
}

function fail(tx: Transaction, refund: Stripe.Refund, charge: Stripe.Charge): void {
  const { amount, currency, id: source } = refund;
  const category = 'refund_failure';
  const failed = tx.ledger.refunds.put({
    ...refund,
    failure_balance_transaction: book(tx, { type: 'refund_failure', amount, currency, source, category }).id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  tx.move('refund-returned', charge, amount);
  tx.ledger.charges.put(withRefunded(charge, charge.amount_refunded - amount));
  const data = { object: failed, previous_attributes: { status: refund.status } };
  tx.emit({ type: 'refund.updated', data });
  tx.emit({ type: 'refund.failed', data });
  tx.emit({ type: 'charge.refund.updated', data });
}
