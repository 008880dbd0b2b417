import { setTimeout as delay } from 'node:timers/promises';
import { RetryBudget } from './retry-budget.js';
import { givenUp, SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import type { TrafficSettings } from './traffic-settings.js';

export interface RetryingTransportOptions {
  readonly inner: SubgraphTransport;
  readonly settings: TrafficSettings['retry'];
  readonly onRetry: (request: SubgraphRequest) => void;
}

const FIRST_BACK_OFF_MS = 50;

/**
 * Sends queries again that got no answer. The first time at once when a connection broke, for a kept-alive one may be closed
 * while a request is on its way; else after a back-off that doubles (25–50 ms, 50–100 ms, …), out of the budget, and
 * only where the deadline leaves room. Mutations are sent once.
 */
export class RetryingTransport implements SubgraphTransport {
  readonly #options: RetryingTransportOptions;
  readonly #budget: RetryBudget;

  constructor(options: RetryingTransportOptions) {
    this.#options = options;
    this.#budget = new RetryBudget(options.settings.budgetPercent);
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    if (request.kind === 'mutation') return this.#options.inner.send(request, deadlineAt);
    this.#budget.countRequest();
    return this.#sendQuery(request, deadlineAt);
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#options.inner[Symbol.asyncDispose]();
  }

  async #sendQuery(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const { inner, onRetry } = this.#options;
    for (let attempt = 0; ; attempt++) {
      let outcome: SubgraphResponse | SubgraphFailure;
      try {
        outcome = await inner.send(request, deadlineAt);
      } catch (error) {
        if (!(error instanceof SubgraphFailure)) throw error;
        outcome = error;
      }
      const backOffMs = this.#backOffAfter(outcome, attempt, deadlineAt);
      if (backOffMs === undefined) {
        if (outcome instanceof SubgraphFailure) throw outcome;
        return outcome;
      }
      if (backOffMs > 0) await delay(backOffMs);
      if (request.signal.aborted) throw givenUp('abandoned', request.deadlineMs);
      onRetry(request);
    }
  }

  /** @returns undefined when the request is not sent again */
  #backOffAfter(outcome: SubgraphResponse | SubgraphFailure, attempt: number, deadlineAt: number): number | undefined {
    const { attempts, statuses } = this.#options.settings;
    const isWorthIt =
      outcome instanceof SubgraphFailure
        ? outcome.kind === 'broken' || outcome.kind === 'unreachable'
        : statuses.includes(outcome.status);
    if (!isWorthIt || attempt >= attempts) return undefined;
    if (attempt === 0 && outcome instanceof SubgraphFailure && outcome.kind === 'broken') return 0;
    const now = performance.now();
    const backOffMs = FIRST_BACK_OFF_MS * 2 ** attempt * (0.5 + Math.random() / 2);
    return now + backOffMs < deadlineAt && this.#budget.take(now) ? backOffMs : undefined;
  }
}
