import type { Fault } from './fault.js';

/** Decides on which of the things that fit a fault it has its effect. */
export class Trigger {
  readonly #fault: Fault;
  readonly #random: () => number;
  fitted = 0;
  fired = 0;

  constructor(fault: Fault) {
    this.#fault = fault;
    this.#random = randomNumbers(fault.match.seed ?? 1);
  }

  get isSpent(): boolean {
    const { times = Number.POSITIVE_INFINITY, match } = this.#fault;
    return this.fired >= times || this.fitted >= (match.nth ?? Number.POSITIVE_INFINITY);
  }

  /** To be asked once for each thing that fits. */
  pull(): boolean {
    if (this.isSpent) return false;
    this.fitted += 1;
    const { nth = this.fitted, every = 1, probability = 1 } = this.#fault.match;
    const isLucky = probability === 1 || this.#random() < probability;
    if (this.fitted !== nth || this.fitted % every !== 0 || !isLucky) return false;
    this.fired += 1;
    return true;
  }
}

/** mulberry32, 0 ≤ x < 1. Source: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
