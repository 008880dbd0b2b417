import type { Stripe } from 'stripe';
import type { Appointment } from '../agenda.js';
import type { Ledger } from '../ledger.js';
import type { Transaction } from '../transaction.js';
import { expireAuthorization } from './cancel-payment.js';
import { chargedCard } from './charge.js';
import { decideDispute } from './dispute.js';
import { REFUND_SETTLES_AFTER_SECONDS } from './refund-charge.js';
import { settleRefund } from './settle-refund.js';

/** Does what was to happen by now; nothing when the payment has gone another way meanwhile. */
export function keepAppointment(tx: Transaction, appointment: Appointment): void {
  switch (appointment.kind) {
    case 'expire-authorization': {
      const intent = tx.ledger.paymentIntents.get(appointment.intentId);
      if (intent) expireAuthorization(tx, intent);
      return;
    }
    case 'settle-refund': {
      const refund = tx.ledger.refunds.get(appointment.refundId);
      if (refund) settleRefund(tx, refund);
      return;
    }
    case 'decide-dispute': {
      const dispute = tx.ledger.disputes.get(appointment.disputeId);
      if (dispute) decideDispute(tx, dispute);
    }
  }
}

/** What a ledger that was read from a file still has before it. */
export function* openAppointments(ledger: Ledger): Iterable<{ at: number; appointment: Appointment }> {
  for (const { id, status, latest_charge } of ledger.paymentIntents.values()) {
    const charge = status === 'requires_capture' ? ledger.charges.get(String(latest_charge)) : undefined;
    const at = charge?.payment_method_details?.card?.capture_before;
    if (at !== undefined) yield { at, appointment: { kind: 'expire-authorization', intentId: id } };
  }
  for (const refund of ledger.refunds.values()) {
    if (!isUnsettled(ledger, refund)) continue;
    const at = refund.created + REFUND_SETTLES_AFTER_SECONDS;
    yield { at, appointment: { kind: 'settle-refund', refundId: refund.id } };
  }
  for (const { id, created } of ledger.disputes.values()) {
    yield { at: created, appointment: { kind: 'decide-dispute', disputeId: id } };
  }
}

function isUnsettled(ledger: Ledger, refund: Stripe.Refund): boolean {
  const charge = ledger.charges.get(String(refund.charge));
  const isReversal = refund.destination_details?.card?.type === 'reversal';
  return charge !== undefined && !isReversal && chargedCard(charge).aftermath.refunds !== undefined;
}
