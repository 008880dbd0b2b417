import type { Stripe } from 'stripe';
import { z } from 'zod';

export interface LedgerObjects {
  readonly charge: Stripe.Charge;
  readonly customer: Stripe.Customer;
  readonly event: Stripe.Event;
  readonly payment_intent: Stripe.PaymentIntent;
  readonly payment_method: Stripe.PaymentMethod;
  readonly refund: Stripe.Refund;
  readonly webhook_endpoint: Stripe.WebhookEndpoint;
}

export type ObjectKind = keyof LedgerObjects;

/** What is written down of a change: the object as it is afterwards, or that it is gone. */
export const ledgerEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    object: z.looseObject({
      id: z.string(),
      object: z.enum(['charge', 'customer', 'event', 'payment_intent', 'payment_method', 'refund', 'webhook_endpoint']),
    }),
  }),
  z.object({ kind: z.literal('removed'), id: z.string() }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/**
 * Everything the simulated account holds, by kind, in order of creation.
 *
 * Objects are values: a change puts a new object in place of the old one, so an event keeps the state it reported.
 * Each change is handed to `record` in the order it happened.
 */
export class Ledger {
  readonly charges: Collection<Stripe.Charge>;
  readonly customers: Collection<Stripe.Customer>;
  readonly events: Collection<Stripe.Event>;
  readonly paymentIntents: Collection<Stripe.PaymentIntent>;
  readonly paymentMethods: Collection<Stripe.PaymentMethod>;
  readonly refunds: Collection<Stripe.Refund>;
  readonly webhookEndpoints: Collection<Stripe.WebhookEndpoint>;

  constructor(record: (entry: LedgerEntry) => void) {
    this.charges = new Collection(record);
    this.customers = new Collection(record);
    this.events = new Collection(record);
    this.paymentIntents = new Collection(record);
    this.paymentMethods = new Collection(record);
    this.refunds = new Collection(record);
    this.webhookEndpoints = new Collection(record);
  }

  /** Applies an entry that was recorded before, without recording it again. */
  restore(entry: LedgerEntry): void {
    if (entry.kind === 'put') {
      this.#ofKind(entry.object.object).restore(entry.object);
      return;
    }
    this.webhookEndpoints.forget(entry.id);
  }

  #ofKind(kind: ObjectKind): { restore(object: unknown): void } {
    switch (kind) {
      case 'charge':
        return this.charges;
      case 'customer':
        return this.customers;
      case 'event':
        return this.events;
      case 'payment_intent':
        return this.paymentIntents;
      case 'payment_method':
        return this.paymentMethods;
      case 'refund':
        return this.refunds;
      case 'webhook_endpoint':
        return this.webhookEndpoints;
    }
  }
}

export class Collection<T extends { readonly id: string; readonly object: ObjectKind }> {
  readonly #objects = new Map<string, T>();
  readonly #record: (entry: LedgerEntry) => void;

  constructor(record: (entry: LedgerEntry) => void) {
    this.#record = record;
  }

  get(id: string): T | undefined {
    return this.#objects.get(id);
  }

  put(object: T): T {
    this.#objects.set(object.id, object);
    this.#record({ kind: 'put', object: { ...object } });
    return object;
  }

  remove(id: string): void {
    this.forget(id);
    this.#record({ kind: 'removed', id });
  }

  oldestFirst(): T[] {
    return [...this.#objects.values()];
  }

  newestFirst(): T[] {
    return this.oldestFirst().reverse();
  }

  /** Takes back an object that `put` once recorded; the journal is trusted to hold what was written to it. */
  restore(object: unknown): void {
    const restored = object as T;
    this.#objects.set(restored.id, restored);
  }

  forget(id: string): void {
    this.#objects.delete(id);
  }
}
