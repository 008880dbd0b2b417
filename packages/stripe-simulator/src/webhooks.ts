import { createHmac } from 'node:crypto';
import type { Stripe } from 'stripe';
import { Agent, request } from 'undici';
import { matchesType } from './event-type.js';

const MAX_IN_FLIGHT = 16;
const DEADLINE_MS = 10_000;
/** 0.1 s, 0.2 s, 0.4 s … at most 30 s: an endpoint may be away for about four minutes */
const RETRY_DELAYS_MS = Array.from({ length: 15 }, (_, retry) => Math.min(100 * 2 ** retry, 30_000));

interface Options {
  readonly endpoints: () => readonly Stripe.WebhookEndpoint[];
  /** Unix seconds, for the signature */
  readonly now: () => number;
  readonly onDelivered: (eventId: string) => void;
  readonly retryDelaysMs?: readonly number[];
  readonly deadlineMs?: number;
}

interface Delivery {
  readonly event: Stripe.Event;
  readonly endpoint: Stripe.WebhookEndpoint;
  readonly failures: number;
}

/**
 * Posts events to the endpoints that want them, in the background, 16 at a time.
 *
 * A delivery that is not answered with 2xx within the deadline is tried again after each of the retry delays, then given
 * up. Like Stripe's, deliveries may arrive twice and in any order.
 * Source: https://docs.stripe.com/webhooks
 */
export class WebhookDispatcher implements AsyncDisposable {
  readonly #options: Options;
  readonly #agent = new Agent();
  readonly #closing = new AbortController();
  readonly #queue: Delivery[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #inFlight = 0;
  #waiting: (() => void)[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  /** How many endpoints want events of this type. */
  subscribers(type: string): number {
    return this.#subscribed(type).length;
  }

  send(event: Stripe.Event): void {
    for (const endpoint of this.#subscribed(event.type)) this.#queue.push({ event, endpoint, failures: 0 });
    this.#pump();
  }

  /** Resolves when every delivery so far has arrived or was given up. */
  whenSettled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#notifyWhenSettled();
    });
  }

  /** Stops at once; what was not delivered stays undelivered. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#queue.length = 0;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#closing.abort();
    await this.whenSettled();
    await this.#agent.destroy();
  }

  #subscribed(type: string): Stripe.WebhookEndpoint[] {
    return this.#options
      .endpoints()
      .filter((endpoint) => endpoint.enabled_events.some((pattern) => matchesType(type, pattern)));
  }

  #pump(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const delivery = this.#queue.shift();
      if (!delivery) return;
      this.#inFlight += 1;
      void this.#deliver(delivery).finally(() => {
        this.#inFlight -= 1;
        this.#pump();
        this.#notifyWhenSettled();
      });
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    if (await this.#post(delivery)) {
      this.#options.onDelivered(delivery.event.id);
      return;
    }
    const delayMs = (this.#options.retryDelaysMs ?? RETRY_DELAYS_MS)[delivery.failures];
    if (delayMs === undefined || this.#closing.signal.aborted || this.#isGone(delivery.endpoint)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#queue.push({ ...delivery, failures: delivery.failures + 1 });
      this.#pump();
    }, delayMs);
    this.#timers.add(timer);
  }

  /** @returns    whether the endpoint has taken the event; an endpoint that cannot be reached has not */
  async #post({ event, endpoint }: Delivery): Promise<boolean> {
    const payload = JSON.stringify(event, null, 2);
    const deadline = AbortSignal.timeout(this.#options.deadlineMs ?? DEADLINE_MS);
    try {
      const { statusCode, body } = await request(endpoint.url, {
        method: 'POST',
        dispatcher: this.#agent,
        signal: AbortSignal.any([deadline, this.#closing.signal]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signatureOf(payload, endpoint.secret ?? '', this.#options.now()),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        },
        body: payload,
      });
      await body.dump();
      return statusCode >= 200 && statusCode < 300;
    } catch {
      return false;
    }
  }

  #isGone(endpoint: Stripe.WebhookEndpoint): boolean {
    return !this.#options.endpoints().some(({ id }) => id === endpoint.id);
  }

  #notifyWhenSettled(): void {
    if (this.#inFlight + this.#queue.length + this.#timers.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

/** The `Stripe-Signature` header. Source: https://docs.stripe.com/webhooks#verify-manually */
function signatureOf(payload: string, secret: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}
