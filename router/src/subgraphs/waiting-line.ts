import { type InFlightWatch, UNWATCHED, type Watched } from './in-flight-watch.js';
import { givenUp, SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest } from './subgraph-transport.js';

export interface WaitingLineOptions {
  readonly maxInFlight: number;
  readonly maxQueued: number;
  readonly watch: InFlightWatch;
  readonly onRefused: () => void;
}

interface Waiter extends Watched {
  readonly proceed: () => void;
}

/** Lets so many requests through to a subgraph at a time; the others wait in the order they came. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  readonly #waiters: Waiter[] = [];
  #inFlight = 0;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  /** Takes a place at once; false when there is none. Whoever has a place must `leave`. */
  tryEnter(): boolean {
    if (this.#inFlight >= this.#options.maxInFlight) return false;
    this.#inFlight++;
    return true;
  }

  /**
   * Resolves when there is a place for the request, which has it then.
   *
   * @throws SubgraphFailure    too many wait already, or the request's time was up before its turn came
   */
  enter(request: SubgraphRequest, deadlineAt: number): Promise<void> {
    const { maxQueued, watch, onRefused } = this.#options;
    if (this.#waiters.length >= maxQueued) {
      onRefused();
      throw new SubgraphFailure('refused', 'too many requests to it are waiting');
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        slot: UNWATCHED,
        deadlineAt,
        signal: request.signal,
        proceed: resolve,
        giveUp: (why) => {
          this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
          reject(givenUp(why, request.deadlineMs));
        },
      };
      this.#waiters.push(waiter);
      watch.add(waiter);
    });
  }

  /** Gives a place up; the first who waits has it. */
  leave(): void {
    const next = this.#waiters.shift();
    if (!next) {
      this.#inFlight--;
      return;
    }
    this.#options.watch.remove(next);
    next.proceed();
  }
}
