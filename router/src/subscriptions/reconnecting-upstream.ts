import type { SubscriptionsConfig } from '../config/subscriptions-config.js';
import type { OpenUpstream, Upstream, UpstreamListener, UpstreamRequest } from './upstream.js';

export interface ReconnectingOptions {
  readonly open: OpenUpstream;
  readonly request: UpstreamRequest;
  readonly policy: SubscriptionsConfig['reconnect'];
  /** `onLost` is told when there is no further attempt. */
  readonly listener: UpstreamListener;
  /** Called before each wait. */
  onRetry(why: string, attempt: number): void;
  /** 0–1; spreads the attempts of many. */
  readonly random?: () => number;
}

/**
 * A subscription that is opened again when its connection is lost or cannot be had: after `firstDelayMs`, then twice as long
 * and so on, each wait shortened at random by up to a half. An event makes the count of attempts begin anew. What
 * happened at the subgraph between two connections is not made up for.
 */
export class ReconnectingUpstream implements Upstream {
  readonly #options: ReconnectingOptions;
  #upstream: Upstream | undefined;
  #timer: NodeJS.Timeout | undefined;
  #attempts = 0;
  #isClosed = false;

  constructor(options: ReconnectingOptions) {
    this.#options = options;
    this.#open();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#upstream?.close();
  }

  #open(): void {
    const { open, request, listener } = this.#options;
    this.#upstream = open(request, {
      onAnswer: (text) => {
        this.#attempts = 0;
        listener.onAnswer(text);
      },
      onComplete: () => listener.onComplete(),
      onLost: (why, isFinal) => this.#retry(why, isFinal),
    });
  }

  #retry(why: string, isFinal: boolean): void {
    if (this.#isClosed) return;
    const { policy, listener, onRetry, random = Math.random } = this.#options;
    if (isFinal || this.#attempts >= policy.attempts) {
      listener.onLost(why, true);
      return;
    }
    const longestMs = Math.min(policy.firstDelayMs * 2 ** this.#attempts, policy.maxDelayMs);
    this.#attempts++;
    onRetry(why, this.#attempts);
    this.#timer = setTimeout(() => this.#open(), longestMs * (1 - random() / 2));
  }
}
