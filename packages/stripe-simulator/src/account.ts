import type { Stripe } from 'stripe';
import { IdempotencyKeys } from './idempotency.js';
import { forgetfulJournal, type Journal, openJournal } from './journal.js';
import { Ledger } from './ledger.js';
import { authenticationAction } from './payments/confirm-payment.js';
import { newWebhookEndpoint } from './resources/webhook-endpoints.js';
import { Transaction } from './transaction.js';
import { WebhookDispatcher } from './webhooks.js';

/** Stripe gives up on an event after three days. */
const RESEND_SECONDS = 3 * 24 * 60 * 60;

export interface AccountOptions {
  readonly webhooks: readonly { readonly url: string; readonly secret: string }[];
  readonly dataDir: string | undefined;
  readonly now: () => Date;
}

/** The simulated account: what it holds, what it remembers of requests, and who hears of its events. */
export class Account implements AsyncDisposable {
  readonly ledger: Ledger;
  readonly idempotency: IdempotencyKeys;
  readonly webhooks: WebhookDispatcher;
  readonly #journal: Journal;
  readonly #now: () => number;
  #pagesUrl = '';

  constructor(journal: Journal, options: AccountOptions) {
    this.#journal = journal;
    this.#now = () => Math.floor(options.now().getTime() / 1000);
    this.ledger = new Ledger((entry) => journal.record(entry));
    this.idempotency = new IdempotencyKeys({ now: this.#now, record: (entry) => journal.record(entry) });
    const configured = options.webhooks.map((webhook) =>
      newWebhookEndpoint({ ...webhook, at: this.#now(), enabledEvents: ['*'] }),
    );
    this.webhooks = new WebhookDispatcher({
      endpoints: () => [...configured, ...this.ledger.webhookEndpoints.oldestFirst()],
      now: this.#now,
      onDelivered: (eventId) => this.#countDelivery(eventId),
    });
  }

  /** @throws Error    when the ledger file in `dataDir` is damaged */
  static async open(options: AccountOptions): Promise<Account> {
    if (options.dataDir === undefined) return new Account(forgetfulJournal, options);
    const { journal, entries } = await openJournal(options.dataDir);
    const account = new Account(journal, options);
    for (const entry of entries) {
      if (entry.kind === 'answered') account.idempotency.restore(entry);
      else account.ledger.restore(entry);
    }
    return account;
  }

  /** @param cause    the API request, or null members when a person acts on a page */
  begin(cause: Stripe.Event.Request): Transaction {
    return new Transaction({
      ledger: this.ledger,
      at: this.#now(),
      cause,
      authenticationUrl: this.authenticationUrl,
      subscribers: (type) => this.webhooks.subscribers(type),
    });
  }

  /** Makes a transaction durable, then sends its events on their way. */
  async commit(tx: Transaction): Promise<void> {
    await this.#journal.flush();
    for (const event of tx.events) this.webhooks.send(event);
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
    const oldest = this.#now() - RESEND_SECONDS;
    for (const event of this.ledger.events.oldestFirst()) {
      if (event.pending_webhooks > 0 && event.created > oldest) this.webhooks.send(event);
    }
  }

  /** Nothing more is sent; what was not delivered is sent again by the next account opened on the same ledger. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.webhooks[Symbol.asyncDispose]();
    await this.#journal[Symbol.asyncDispose]();
  }

  /** Written down with the next transaction or at the end: an event whose count is lost is only sent twice. */
  #countDelivery(eventId: string): void {
    const event = this.ledger.events.get(eventId);
    if (event) this.ledger.events.put({ ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
  }
}
