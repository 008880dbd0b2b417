import type { RouterConfig } from '../../src/config/router-config.js';
import { SubscriptionHub } from '../../src/subscriptions/subscription-hub.js';
import type { OpenUpstream, UpstreamRequest } from '../../src/subscriptions/upstream.js';

/** Subscriptions to subgraphs without a network: an event comes when it is called for. One subscription at a time. */
export class LocalSubscriptions extends SubscriptionHub {
  readonly #answer: (request: UpstreamRequest) => Promise<string>;
  #emit: (() => Promise<void>) | undefined;

  /** @param answer    a subgraph's answer for the next event, as text */
  constructor(config: RouterConfig, answer: (request: UpstreamRequest) => Promise<string>) {
    super(config);
    this.#answer = answer;
  }

  override opener(): OpenUpstream {
    return (request, listener) => {
      this.#emit = async () => listener.onAnswer(await this.#answer(request));
      return { close: () => {} };
    };
  }

  /** @throws Error    nothing is subscribed to */
  async emit(): Promise<void> {
    if (!this.#emit) throw new Error('No subgraph was subscribed to');
    await this.#emit();
  }
}
