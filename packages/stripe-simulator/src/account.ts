import { setTimeout as sleep } from 'node:timers/promises';
import type { Stripe } from 'stripe';
import { Agenda } from './agenda.js';
import { Clock } from './clock.js';
import { Faults } from './faults/faults.js';
import { metadataOfEvent } from './faults/metadata-of.js';
import { IdempotencyKeys } from './idempotency.js';
import { forgetfulJournal, type Journal, type JournalEntry, openJournal } from './journal.js';
import { Ledger } from './ledger.js';
import { keepAppointment, openAppointments } from './payments/appointments.js';
import { authenticationAction } from './payments/confirm-payment.js';
import { newWebhookEndpoint } from './resources/webhook-endpoints.js';
import { defaultRetention, forgetOld, type Retention } from './retention.js';
import { Transaction } from './transaction.js';
import { WebhookDispatcher } from './webhooks/dispatcher.js';
import { Executions } from './witness/executions.js';
import { Witness } from './witness/witness.js';

/** Stripe gives up on an event after three days. */
const RESEND_SECONDS = 3 * 24 * 60 * 60;

/** What happens without a request: a person acts on a page, or time has come. */
export const WITHOUT_REQUEST: Stripe.Event.Request = { id: null, idempotency_key: null };

export interface AccountOptions {
  readonly webhooks: readonly { readonly url: string; readonly secret: string }[];
  readonly dataDir: string | undefined;
  readonly now: () => Date;
  readonly retention?: Retention;
}

/** The simulated account: what it holds, what it remembers of requests, and who hears of its events. */
export class Account implements AsyncDisposable {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly faults = new Faults();
  readonly idempotency: IdempotencyKeys;
  readonly webhooks: WebhookDispatcher;
  readonly witness: Witness;
  readonly executions: Executions;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #retention: Retention;
  #pagesUrl = '';

  constructor(journal: Journal, options: AccountOptions) {
    this.#journal = journal;
    this.#retention = options.retention ?? defaultRetention;
    this.clock = new Clock(options.now);
    const { now } = this.clock;
    const record = (entry: JournalEntry) => journal.record(entry);
    this.ledger = new Ledger(record);
    this.witness = new Witness(record);
    this.idempotency = new IdempotencyKeys({ now, record });
    this.executions = new Executions(now);
    this.#agenda = new Agenda({ now, onDue: () => this.catchUp() });
    const configured = options.webhooks.map((webhook) =>
      newWebhookEndpoint({ ...webhook, at: now(), enabledEvents: ['*'] }),
    );
    this.webhooks = new WebhookDispatcher({
      endpoints: () => [...configured, ...this.ledger.webhookEndpoints.values()],
      now,
      onDelivered: (eventId) => this.#countDelivery(eventId),
      effectsOn: (event) => this.faults.ofEvent(event, () => metadataOfEvent(this.ledger, event)),
    });
  }

  /** @throws Error    when the ledger file in `dataDir` is damaged */
  static async open(options: AccountOptions): Promise<Account> {
    if (options.dataDir === undefined) return new Account(forgetfulJournal, options);
    const { journal, entries } = await openJournal(options.dataDir);
    const account = new Account(journal, options);
    for (const entry of entries) account.#restore(entry);
    for (const { at, appointment } of openAppointments(account.ledger)) account.#agenda.add(at, appointment);
    return account;
  }

  /** @param cause    the API request, or null members when a person acts on a page */
  begin(cause: Stripe.Event.Request): Transaction {
    return new Transaction({
      ledger: this.ledger,
      at: this.clock.now(),
      cause,
      authenticationUrl: this.authenticationUrl,
      subscribers: (type) => this.webhooks.subscribers(type),
      witness: (movement) => this.witness.append(movement),
      schedule: (at, appointment) => this.#agenda.add(at, appointment),
    });
  }

  /**
   * Makes a transaction durable, then sends its events on their way.
   *
   * @param holdMs    how long to wait before
   */
  async commit(tx: Transaction, holdMs = 0): Promise<void> {
    if (holdMs > 0) await sleep(holdMs, undefined, { ref: false });
    await this.#journal.flush();
    for (const event of tx.events) this.webhooks.send(event);
    forgetOld(this.ledger, this.#retention, {
      now: this.clock.now(),
      onEvent: (eventId) => this.webhooks.forget(eventId),
      onCharge: (chargeId) => this.witness.forgetCharge(chargeId),
    });
  }

  /** Does what was to happen by now: authorizations expire, refunds settle, disputes are decided. */
  catchUp(): void {
    for (const appointment of this.#agenda.takeDue()) {
      const tx = this.begin(WITHOUT_REQUEST);
      keepAppointment(tx, appointment);
      this.commit(tx).catch((error) => console.error('Stripe simulator:', error));
    }
  }

  /** Moves the clock by whole seconds, back when negative; what comes due happens at once. */
  moveClock(seconds: number): void {
    this.clock.move(seconds);
    this.catchUp();
    this.#agenda.reset();
  }

  /** Rejects when transactions can no longer be made durable. */
  assertReady(): Promise<void> {
    return this.#journal.flush();
  }

  /** Where a person authenticates a payment. */
  readonly authenticationUrl = ({ id, client_secret }: Stripe.PaymentIntent): string =>
    `${this.#pagesUrl}/3d_secure/${id}?client_secret=${client_secret}`;

  /**
   * Goes on where the account was left: webhooks that did not arrive are sent again, and payments that wait for
   * authentication are told where its page is now.
   *
   * @param pagesUrl    origin of the pages, without a slash at its end
   */
  resume(pagesUrl: string): void {
    this.#pagesUrl = pagesUrl;
    for (const intent of this.ledger.paymentIntents.oldestFirst()) {
      if (intent.status !== 'requires_action') continue;
      const returnUrl = intent.next_action?.redirect_to_url?.return_url ?? undefined;
      const next_action = authenticationAction(this.authenticationUrl(intent), returnUrl);
      this.ledger.paymentIntents.put({ ...intent, next_action });
    }
    const oldest = this.clock.now() - RESEND_SECONDS;
    for (const event of this.ledger.events.oldestFirst()) {
      if (event.pending_webhooks > 0 && event.created > oldest) this.webhooks.send(event);
    }
    this.catchUp();
  }

  /** Nothing more is sent; what was not delivered is sent again by the next account opened on the same ledger. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#agenda[Symbol.dispose]();
    await this.webhooks[Symbol.asyncDispose]();
    await this.#journal[Symbol.asyncDispose]();
  }

  #restore(entry: JournalEntry): void {
    if (entry.kind === 'answered') this.idempotency.restore(entry);
    else if (entry.kind === 'moved') this.witness.restore(entry.movement);
    else this.ledger.restore(entry);
  }

  /** Written down with the next transaction or at the end: an event whose count is lost is only sent twice. */
  #countDelivery(eventId: string): void {
    const event = this.ledger.events.get(eventId);
    if (event) this.ledger.events.put({ ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
  }
}
