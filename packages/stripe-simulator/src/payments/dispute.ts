import type { Stripe } from 'stripe';
import { invalidRequest } from '../errors.js';
import type { Transaction } from '../transaction.js';
import { book } from './balance.js';
import { type Complaint, newDispute } from './new-dispute.js';

/** Source: https://docs.stripe.com/disputes/how-disputes-work, in the account's currency */
const DISPUTE_FEE_MINOR = 1500;
/** Stripe says "some time later". */
const DECIDED_AFTER_SECONDS = 10;
const OPEN: readonly string[] = ['needs_response', 'warning_needs_response'];
const UNDER_REVIEW: readonly string[] = ['under_review', 'warning_under_review'];

/** The issuer disputes what was captured; a chargeback takes the money at once, an inquiry only asks. */
export function openDispute(tx: Transaction, chargeId: string, complaint: Complaint): void {
  const charge = tx.ledger.charges.get(chargeId);
  if (!charge || charge.amount_captured === 0) return;
  tx.ledger.charges.put({ ...charge, disputed: true });
  const opened = tx.ledger.disputes.put(newDispute(charge, complaint, tx.at));
  const dispute = complaint.isInquiry ? opened : withdrawFunds(tx, opened);
  tx.emit({ type: 'charge.dispute.created', data: { object: dispute } });
  if (!complaint.isInquiry) tx.emit({ type: 'charge.dispute.funds_withdrawn', data: { object: dispute } });
}

/** @throws StripeApiError    400 when the dispute was answered or is closed */
export function answerDispute(
  tx: Transaction,
  dispute: Stripe.Dispute,
  { evidence, isSubmitted }: { evidence: Partial<Stripe.Dispute.Evidence>; isSubmitted: boolean },
): Stripe.Dispute {
  if (!OPEN.includes(dispute.status)) throw notOpen(dispute);
  const { status, evidence_details } = dispute;
  const staged = { ...dispute, evidence: { ...dispute.evidence, ...evidence } };
  const answered = {
    ...staged,
    evidence_details: {
      ...evidence_details,
      has_evidence: true,
      ...(isSubmitted && { submission_count: 1, submission_method: 'manual' as const }),
    },
    ...(isSubmitted && { status: status === 'needs_response' ? 'under_review' : 'warning_under_review' }),
  } satisfies Stripe.Dispute;
  const updated = putUpdated(tx, answered, { evidence: dispute.evidence, evidence_details, status });
  if (isSubmitted) tx.later(DECIDED_AFTER_SECONDS, { kind: 'decide-dispute', disputeId: dispute.id });
  return updated;
}

/**
 * What the issuer makes of the evidence; test mode reads it in `uncategorized_text`.
 *
 * Source: https://docs.stripe.com/testing#evidence
 */
export function decideDispute(tx: Transaction, dispute: Stripe.Dispute): void {
  if (!UNDER_REVIEW.includes(dispute.status)) return;
  const isInquiry = dispute.status === 'warning_under_review';
  switch (dispute.evidence.uncategorized_text) {
    case 'winning_evidence':
      close(tx, isInquiry ? dispute : reinstateFunds(tx, dispute), isInquiry ? 'warning_closed' : 'won');
      return;
    case 'losing_evidence':
      close(tx, dispute, isInquiry ? 'warning_closed' : 'lost');
      return;
    case 'escalate_inquiry_evidence':
      if (isInquiry) escalate(tx, dispute);
  }
}

/** @throws StripeApiError    400 when it is closed already */
export function closeDispute(tx: Transaction, dispute: Stripe.Dispute): Stripe.Dispute {
  if (!OPEN.includes(dispute.status)) throw notOpen(dispute);
  return close(tx, dispute, dispute.status === 'needs_response' ? 'lost' : 'warning_closed');
}

/** Whether an issuer has taken the money of a charge, so that it cannot be refunded as well. */
export function isChargedBack(tx: Transaction, charge: Stripe.Charge): boolean {
  if (!charge.disputed) return false;
  return tx.ledger.disputes.oldestFirst().some((dispute) => dispute.charge === charge.id && isHolding(dispute));
}

function isHolding({ is_charge_refundable, status }: Stripe.Dispute): boolean {
  return !is_charge_refundable && status !== 'won';
}

function withdrawFunds(tx: Transaction, dispute: Stripe.Dispute): Stripe.Dispute {
  const { amount } = dispute;
  const withdrawn = withBooking(tx, dispute, { amount: -amount, fee: DISPUTE_FEE_MINOR, description: 'Chargeback' });
  move(tx, dispute, 'disputed');
  return withdrawn;
}

function reinstateFunds(tx: Transaction, dispute: Stripe.Dispute): Stripe.Dispute {
  const { amount } = dispute;
  const description = 'Chargeback reversal';
  const reinstated = withBooking(tx, dispute, { amount, fee: -DISPUTE_FEE_MINOR, description });
  tx.emit({ type: 'charge.dispute.funds_reinstated', data: { object: reinstated } });
  move(tx, dispute, 'reinstated');
  return reinstated;
}

function escalate(tx: Transaction, dispute: Stripe.Dispute): void {
  const { status, is_charge_refundable } = dispute;
  const chargeback = { ...dispute, status: 'needs_response', is_charge_refundable: false } as const;
  const withdrawn = withdrawFunds(tx, putUpdated(tx, chargeback, { status, is_charge_refundable }));
  tx.emit({ type: 'charge.dispute.funds_withdrawn', data: { object: withdrawn } });
}

function close(tx: Transaction, dispute: Stripe.Dispute, status: 'won' | 'lost' | 'warning_closed'): Stripe.Dispute {
  const closed = tx.ledger.disputes.put({ ...dispute, status });
  tx.emit({
    type: 'charge.dispute.closed',
    data: { object: closed, previous_attributes: { status: dispute.status } },
  });
  return closed;
}

function putUpdated(tx: Transaction, dispute: Stripe.Dispute, previous: Partial<Stripe.Dispute>): Stripe.Dispute {
  const updated = tx.ledger.disputes.put(dispute);
  tx.emit({ type: 'charge.dispute.updated', data: { object: updated, previous_attributes: previous } });
  return updated;
}

function withBooking(
  tx: Transaction,
  dispute: Stripe.Dispute,
  { amount, fee, description }: { amount: number; fee: number; description: string },
): Stripe.Dispute {
  const { currency, id: source } = dispute;
  const category = amount < 0 ? 'dispute' : 'dispute_reversal';
  const booked = book(tx, { type: 'adjustment', amount, fee, currency, source, category, description });
  return tx.ledger.disputes.put({ ...dispute, balance_transactions: [...dispute.balance_transactions, booked] });
}

function move(tx: Transaction, dispute: Stripe.Dispute, kind: 'disputed' | 'reinstated'): void {
  const charge = tx.ledger.charges.get(String(dispute.charge));
  if (charge) tx.move(kind, charge, dispute.amount);
}

function notOpen({ id, status }: Stripe.Dispute) {
  return invalidRequest(`The dispute ${id} takes no answer any more: it has a status of ${status}.`);
}
