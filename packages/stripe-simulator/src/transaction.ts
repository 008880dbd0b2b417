import type { Stripe } from 'stripe';
import type { Appointment } from './agenda.js';
import { API_VERSION } from './api-version.js';
import { newId } from './ids.js';
import type { Ledger } from './ledger.js';
import type { IssuerBehaviour } from './test-cards.js';
import type { Movement, MovementKind } from './witness/movement.js';

type SimulatedEventType =
  | `payment_intent.${'created' | 'requires_action' | 'amount_capturable_updated' | 'succeeded' | 'payment_failed' | 'canceled'}`
  | `charge.${'succeeded' | 'failed' | 'captured' | 'expired' | 'refunded' | 'updated' | 'refund.updated'}`
  | `charge.dispute.${'created' | 'updated' | 'closed' | 'funds_withdrawn' | 'funds_reinstated'}`
  | `refund.${'created' | 'updated' | 'failed'}`
  | `customer.${'created' | 'updated' | 'deleted'}`
  | `payment_method.${'attached' | 'detached' | 'updated'}`;

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
  readonly witness: (movement: Movement) => void;
  readonly schedule: (at: number, appointment: Appointment) => void;
}

/** One request's work on the ledger: a moment, a cause, and the events it emitted, oldest first. */
export class Transaction {
  readonly ledger: Ledger;
  readonly at: number;
  readonly authenticationUrl: (intent: Stripe.PaymentIntent) => string;
  readonly events: Stripe.Event[] = [];
  /** what the issuer does in place of what the card says */
  issuer: IssuerBehaviour | undefined;
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

  /** Tells the witness that money of a charge has moved; `amount` in minor units. */
  move(kind: MovementKind, charge: Stripe.Charge, amount: number): void {
    const { id: chargeId, currency, metadata } = charge;
    this.#surroundings.witness({
      kind,
      at: this.at,
      amount,
      currency,
      chargeId,
      orderId: metadata.orderId ?? null,
    });
  }

  /** @param afterSeconds    by the simulator's clock */
  later(afterSeconds: number, appointment: Appointment): void {
    this.#surroundings.schedule(this.at + afterSeconds, appointment);
  }
}
