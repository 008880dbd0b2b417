import type { Stripe } from 'stripe';
import { z } from 'zod';

export interface LedgerObjects {
  readonly balance_transaction: Stripe.BalanceTransaction;
  readonly charge: Stripe.Charge;
  readonly customer: Stripe.Customer | Stripe.DeletedCustomer;
  readonly dispute: Stripe.Dispute;
  readonly event: Stripe.Event;
  readonly payment_intent: Stripe.PaymentIntent;
  readonly payment_method: Stripe.PaymentMethod;
  readonly refund: Stripe.Refund;
  readonly webhook_endpoint: Stripe.WebhookEndpoint;
}

export type ObjectKind = keyof LedgerObjects;

const kinds = [
  'balance_transaction',
  'charge',
  'customer',
  'dispute',
  'event',
  'payment_intent',
  'payment_method',
  'refund',
  'webhook_endpoint',
] as const satisfies readonly ObjectKind[];

/**
 * What Stripe knows of a payment method and does not show: it was used or detached and may not be used again, or its
 * holder has authenticated it for payments without the holder.
 */
const mark = z.enum(['spent', 'set-up']);
export type Mark = z.infer<typeof mark>;

/** What is written down of a change: the object as it is afterwards, or that it is gone. */
export const ledgerEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), object: z.looseObject({ id: z.string(), object: z.enum(kinds) }) }),
  z.object({ kind: z.literal('removed'), id: z.string() }),
  z.object({ kind: z.literal('marked'), id: z.string(), mark }),
]);
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/**
 * Everything the simulated account holds, by kind, in order of creation.
 *
 * Objects are values: a change puts a new object in place of the old one, so an event keeps the state it reported.
 * Each change is handed to `record` in the order it happened.
 */
export class Ledger {
  readonly balanceTransactions: Collection<Stripe.BalanceTransaction>;
  readonly charges: Collection<Stripe.Charge>;
  readonly customers: Collection<Stripe.Customer | Stripe.DeletedCustomer>;
  readonly disputes: Collection<Stripe.Dispute>;
  readonly events: Collection<Stripe.Event>;
  readonly paymentIntents: Collection<Stripe.PaymentIntent>;
  readonly paymentMethods: Collection<Stripe.PaymentMethod>;
  readonly refunds: Collection<Stripe.Refund>;
  readonly webhookEndpoints: Collection<Stripe.WebhookEndpoint>;
  readonly #marks = new Map<string, Set<Mark>>();
  readonly #record: (entry: LedgerEntry) => void;

  constructor(record: (entry: LedgerEntry) => void) {
    this.#record = record;
    this.balanceTransactions = new Collection(record);
    this.charges = new Collection(record);
    this.customers = new Collection(record);
    this.disputes = new Collection(record);
    this.events = new Collection(record);
    this.paymentIntents = new Collection(record);
    this.paymentMethods = new Collection(record);
    this.refunds = new Collection(record);
    this.webhookEndpoints = new Collection(record);
  }

  mark(id: string, mark: Mark): void {
    this.#setMark(id, mark);
    this.#record({ kind: 'marked', id, mark });
  }

  isMarked(id: string, mark: Mark): boolean {
    return this.#marks.get(id)?.has(mark) ?? false;
  }

  /** Applies an entry that was recorded before, without recording it again. */
  restore(entry: LedgerEntry): void {
    switch (entry.kind) {
      case 'put':
        this.ofKind(entry.object.object).restore(entry.object);
        return;
      case 'marked':
        this.#setMark(entry.id, entry.mark);
        return;
      case 'removed':
        this.webhookEndpoints.forget(entry.id);
    }
  }

  ofKind(kind: ObjectKind): Shelf {
    switch (kind) {
      case 'balance_transaction':
        return this.balanceTransactions;
      case 'charge':
        return this.charges;
      case 'customer':
        return this.customers;
      case 'dispute':
        return this.disputes;
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

  /** Lets go of a payment method and what is known of it. */
  forgetPaymentMethod(id: string): void {
    this.paymentMethods.forget(id);
    this.#marks.delete(id);
  }

  #setMark(id: string, mark: Mark): void {
    const marks = this.#marks.get(id) ?? new Set();
    this.#marks.set(id, marks.add(mark));
  }
}

/** A collection of objects of whatever kind. */
interface Shelf {
  get(id: string): object | undefined;
  restore(object: unknown): void;
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

  get size(): number {
    return this.#objects.size;
  }

  /** The objects, oldest first, without a copy. */
  values(): IterableIterator<T> {
    return this.#objects.values();
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
