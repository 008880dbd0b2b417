import type { Stripe } from 'stripe';
import { newId } from '../ids.js';

/** What is sent: an event, or something that pretends to be one. */
export interface Payload {
  readonly id: string;
  readonly type: string;
}

/**
 * An event that never happened: an unpaid payment is told as paid and a paid one as failed; of anything else all amounts
 * are wrong.
 */
export function untrue(event: Stripe.Event): Payload {
  const { object } = event.data;
  const lie =
    object.object === 'payment_intent' ? aboutPayment(object) : { type: event.type, object: withOtherAmounts(object) };
  const forged = { ...event, id: newId('evt'), type: lie.type, data: { object: lie.object } };
  return forged;
}

function aboutPayment(intent: Stripe.PaymentIntent): { type: string; object: object } {
  if (intent.status === 'succeeded') {
    const object = { ...intent, status: 'requires_payment_method', amount_received: 0, latest_charge: null };
    return { type: 'payment_intent.payment_failed', object };
  }
  const object = { ...intent, status: 'succeeded', amount_received: intent.amount, latest_charge: newId('ch') };
  return { type: 'payment_intent.succeeded', object };
}

function withOtherAmounts(object: object): object {
  const entries = Object.entries(object).map(([name, value]) => [
    name,
    name.startsWith('amount') && typeof value === 'number' ? value * 2 + 1 : value,
  ]);
  return Object.fromEntries(entries);
}
