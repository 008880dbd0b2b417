import type { AbortState } from '../abort-state.js';

/** Something under way that must not outlive its time, nor the operation it is for. */
export interface Watched {
  /** By the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Of the operation. */
  readonly signal: AbortState;
  /** `UNWATCHED` in the beginning; then the watch's own business. */
  slot: number;
  /** Called once at most, and not after `remove`. */
  giveUp(why: 'deadline' | 'abandoned'): void;
}

export const UNWATCHED = -1;

const TICK_MS = 25;

/**
 * Gives up on what is late or abandoned, at most 25 ms after the fact.
 *
 * One timer looks at everything under way: a timer and an abort listener for each would cost more than a fetch's other
 * bookkeeping together, and 25 ms are nothing to a deadline.
 */
export class InFlightWatch {
  /**
   * A set would give each an identity hash, and leave tables behind that keep alive what came after them. That costs a small
   * operation a tenth of its time.
   */
  readonly #slots: (Watched | undefined)[] = [];
  readonly #free: number[] = [];
  #timer: NodeJS.Timeout | undefined;

  add(watched: Watched): void {
    watched.slot = this.#free.pop() ?? this.#slots.length;
    this.#slots[watched.slot] = watched;
    this.#timer ??= setInterval(() => this.#look(), TICK_MS);
  }

  /** May be called more often than needed. */
  remove(watched: Watched): void {
    const { slot } = watched;
    if (this.#slots[slot] !== watched) return;
    this.#slots[slot] = undefined;
    this.#free.push(slot);
  }

  #look(): void {
    // Stopped here and not in `remove`, so that a router at work does not start and stop a timer for each fetch.
    if (this.#free.length === this.#slots.length) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = performance.now();
    for (const watched of this.#slots) {
      const why =
        watched && (watched.signal.aborted ? 'abandoned' : now >= watched.deadlineAt ? 'deadline' : undefined);
      if (!why) continue;
      this.remove(watched);
      watched.giveUp(why);
    }
  }
}
