const RESERVE = 10;
const RESERVE_PER_MS = 1 / 1_000;

/**
 * How many requests to one subgraph may be sent again: a share of them, and a reserve of ten that grows back by one a second,
 * for the times of little traffic. When a subgraph fails everything, its load grows by that share and no more.
 */
export class RetryBudget {
  readonly #perRequest: number;
  readonly #max: number;
  #tokens = RESERVE;
  #countedAt = 0;

  /** @param percent    of the requests, 0–100; with 0 there is the reserve alone */
  constructor(percent: number) {
    this.#perRequest = percent / 100;
    // A share saved up over a thousand requests, at most: a long calm must not pay for a storm.
    this.#max = RESERVE + percent * 10;
  }

  /** Counts a request that is sent for the first time. */
  countRequest(): void {
    if (this.#tokens < this.#max) this.#tokens += this.#perRequest;
  }

  /** Whether one may be sent again now; it is counted. @param now    in milliseconds, of a clock that only goes forward */
  take(now: number): boolean {
    if (this.#tokens < RESERVE) {
      this.#tokens = Math.min(RESERVE, this.#tokens + (now - this.#countedAt) * RESERVE_PER_MS);
    }
    this.#countedAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
