import { ServiceUnavailableError } from '@souk/subgraph-kit';

/** How many checkouts a process works on at once, and how many more may wait for their turn. */
const AT_ONCE = 16;
const MAX_WAITING = 1_000;

/**
 * Lets checkouts in, a few at a time and in the order they came. Two hundred who press "buy" in the same second would else wait for
 * the same stock row all together, each with a deadline, and none would be served in time.
 */
export class CheckoutGate {
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  /** @throws ServiceUnavailableError  when too many wait already; nothing was done then */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#inside < AT_ONCE) {
      this.#inside += 1;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING) throw new ServiceUnavailableError('checkout');
    await new Promise<void>((enter) => this.#waiting.push(enter));
  }

  /** Whoever leaves hands the place to the next, so that nobody can overtake. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside -= 1;
  }
}
