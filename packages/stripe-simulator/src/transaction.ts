import type { Stripe } from 'stripe';
import { API_VERSION } from './api-version.js';
import { newId } from './ids.js';
import type { Ledger } from './ledger.js';

type SimulatedEventType =
  | `payment_intent.${'created' | 'requires_action' | 'amount_capturable_updated' | 'succeeded' | 'payment_failed' | 'canceled'}`
  | `charge.${'succeeded' | 'failed' | 'captured' | 'refunded'}`
  | 'refund.created'
  | 'customer.created';

type FactOf<Event> = Event extends Stripe.Event ? Pick<Event, 'type' | 'data'> : never;
type Fact = FactOf<Extract<Stripe.Event, { type: SimulatedEventType }>>;

interface Surroundings {
  readonly ledger: Ledger;
  /** Unix seconds */
  readonly at: number;
  /** the API request that does this; null members when a person does it on a page */
  readonly cause: Stripe.Event.Request;
  /** how many webhook endpoints want an event of this type */
  readonly subscribers: (type: string) => number;
  /** where a person authenticates the payment */
  readonly authenticationUrl: (intent: Stripe.PaymentIntent) => string;
}

/** One request's work on the ledger: a moment, a cause, and the events it emitted, oldest first. */
export class Transaction {
  readonly ledger: Ledger;
  readonly at: number;
  readonly authenticationUrl: (intent: Stripe.PaymentIntent) => string;
  readonly events: Stripe.Event[] = [];
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.ledger = surroundings.ledger;
    this.at = surroundings.at;
    this.authenticationUrl = surroundings.authenticationUrl;
    this.#surroundings = surroundings;
  }

  emit(fact: Fact): void {
    const event = {
      id: newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.at,
      livemode: false,
      pending_webhooks: this.#surroundings.subscribers(fact.type),
      request: this.#surroundings.cause,
      ...fact,
    } satisfies Stripe.Event;
    this.events.push(this.ledger.events.put(event));
  }
}
