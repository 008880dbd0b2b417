import type { Ledger } from './ledger.js';

/** How long Stripe shows events. Source: https://docs.stripe.com/api/events */
const EVENT_SECONDS = 30 * 24 * 60 * 60;

export interface Retention {
  /** the newest events are kept, those of 30 days at most */
  readonly maxEvents: number;
  /** the newest payments are kept, with their charges, refunds and disputes */
  readonly maxPayments: number;
}

export const defaultRetention: Retention = { maxEvents: 50_000, maxPayments: 50_000 };

interface Forgetting {
  readonly now: number;
  readonly onEvent: (eventId: string) => void;
  readonly onCharge: (chargeId: string) => void;
}

/** Lets go of what is too old or too much, so that memory stays bounded under load; customers stay. */
export function forgetOld(ledger: Ledger, retention: Retention, { now, onEvent, onCharge }: Forgetting): void {
  const { balanceTransactions, charges, disputes, events, paymentIntents, paymentMethods, refunds } = ledger;
  for (const { id, created } of events.values()) {
    if (events.size <= retention.maxEvents && created > now - EVENT_SECONDS) break;
    events.forget(id);
    onEvent(id);
  }
  if (paymentIntents.size <= retention.maxPayments) return;
  for (const { id } of paymentIntents.values()) {
    if (paymentIntents.size <= retention.maxPayments) break;
    paymentIntents.forget(id);
  }
  // all are in order of creation: what follows the first that is still needed is younger
  for (const { id, payment_intent } of charges.values()) {
    if (paymentIntents.get(String(payment_intent))) break;
    charges.forget(id);
    onCharge(id);
  }
  for (const { id, charge } of refunds.values()) {
    if (charges.get(String(charge))) break;
    refunds.forget(id);
  }
  for (const { id, charge } of disputes.values()) {
    if (charges.get(String(charge))) break;
    disputes.forget(id);
  }
  const isNeeded = (source: string) => charges.get(source) ?? refunds.get(source) ?? disputes.get(source);
  for (const { id, source } of balanceTransactions.values()) {
    if (isNeeded(String(source))) break;
    balanceTransactions.forget(id);
  }
  for (const { id, customer } of paymentMethods.values()) {
    if (paymentMethods.size <= retention.maxPayments) break;
    if (customer === null) ledger.forgetPaymentMethod(id);
  }
}
