import type { AbortState } from '../abort-state.js';

/** Something under way that must not outlive its time, nor the operation it is for. */
export interface Watched {
  /** By the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Of the operation. */
  readonly signal: AbortState;
  /** Called once at most, and not after `remove`. */
  giveUp(why: 'deadline' | 'abandoned'): void;
}

const TICK_MS = 25;

/**
 * Gives up on what is late or abandoned, at most 25 ms after the fact.
 *
 * One timer looks at everything under way: a timer and an abort listener for each would cost more than a fetch's other
 * bookkeeping together, and 25 ms are nothing to a deadline.
 */
export class InFlightWatch {
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;

  add(watched: Watched): void {
    this.#watched.add(watched);
    this.#timer ??= setInterval(() => this.#look(), TICK_MS);
  }

  remove(watched: Watched): void {
    this.#watched.delete(watched);
  }

  #look(): void {
    // Stopped here and not in `remove`, so that a router at work does not start and stop a timer for each fetch.
    if (this.#watched.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = performance.now();
    for (const watched of this.#watched) {
      const why = watched.signal.aborted ? 'abandoned' : now >= watched.deadlineAt ? 'deadline' : undefined;
      if (why && this.#watched.delete(watched)) watched.giveUp(why);
    }
  }
}
