import { createHash } from 'node:crypto';
import type { Stripe } from 'stripe';
import { Account } from './account.js';
import { Control } from './control/control.js';
import { Api } from './http/api.js';
import { close, listen, portOf } from './http/server.js';
import { type TestCard, testCards } from './test-cards.js';

export interface StripeSimulatorOptions {
  /** default 127.0.0.1 */
  readonly host?: string;
  /** default 0, a free one */
  readonly port?: number;
  /** `sk_test_…`: a live key has no business here */
  readonly secretKey: string;
  /** `pk_test_…`; default: one derived from the secret key */
  readonly publishableKey?: string;
  /** endpoints that receive every event; more can be made through the API */
  readonly webhooks: readonly { readonly url: string; readonly secret: string }[];
  /** where the ledger is kept over restarts; without it the simulator forgets when it stops */
  readonly dataDir?: string;
  readonly now?: () => Date;
  /** at least 16 characters; opens `/_simulator/`, where faults are asked for. Without it there is no such address. */
  readonly controlKey?: string;
}

/** A running simulator; disposing it closes its port at once and leaves undelivered webhooks for the next start. */
export interface StripeSimulator extends AsyncDisposable {
  /** origin of API and pages */
  readonly url: string;
  readonly port: number;
  readonly publishableKey: string;
  readonly testCards: readonly TestCard[];
  /** faults, clock and witness: what `/_simulator/` does over HTTP */
  readonly control: Control;
  /** every payment intent as it is now, oldest first */
  paymentIntents(): readonly Stripe.PaymentIntent[];
  /** every charge as it is now, oldest first */
  charges(): readonly Stripe.Charge[];
  /** every dispute as it is now, oldest first */
  disputes(): readonly Stripe.Dispute[];
  /** every refund, oldest first */
  refunds(): readonly Stripe.Refund[];
  /** every event, oldest first */
  events(): readonly Stripe.Event[];
  /** resolves when nothing more will arrive by itself: delivered, given up, or held back by the control surface */
  whenWebhooksSettled(): Promise<void>;
}

/**
 * Starts a stand-in for Stripe's API in test mode.
 *
 * @throws Error    for a secret key that is not a test key, a short control key, a busy port, or a damaged ledger file
 */
export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { host = '127.0.0.1', port = 0, secretKey, webhooks, dataDir, now = () => new Date() } = options;
  const { controlKey } = options;
  if (!/^sk_test_\w+$/.test(secretKey)) throw new Error('The secret key of the Stripe simulator must be sk_test_…');
  if (controlKey !== undefined && controlKey.length < 16) {
    throw new Error('The control key of the Stripe simulator must have at least 16 characters');
  }
  const publishableKey = options.publishableKey ?? publishableKeyOf(secretKey);
  const account = await Account.open({ webhooks, dataDir, now });
  const api = new Api(account, { secretKey, publishableKey });
  const server = await listen({ account, api, controlKey }, { host, port }).catch(async (error) => {
    await account[Symbol.asyncDispose]();
    throw error;
  });
  const url = `http://${isWildcard(host) ? '127.0.0.1' : host}:${portOf(server)}`;
  account.resume(url);
  return {
    url,
    port: portOf(server),
    publishableKey,
    testCards,
    control: new Control(account),
    paymentIntents: () => account.ledger.paymentIntents.oldestFirst(),
    charges: () => account.ledger.charges.oldestFirst(),
    disputes: () => account.ledger.disputes.oldestFirst(),
    refunds: () => account.ledger.refunds.oldestFirst(),
    events: () => account.ledger.events.oldestFirst(),
    whenWebhooksSettled: () => account.webhooks.whenSettled(),
    async [Symbol.asyncDispose]() {
      await close(server);
      await account[Symbol.asyncDispose]();
    },
  };
}

/** The same at every start, and no way back to the secret key. */
function publishableKeyOf(secretKey: string): string {
  return `pk_test_${createHash('sha256').update(secretKey).digest('hex').slice(0, 24)}`;
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
