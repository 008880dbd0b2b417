import { LruCache } from '../cache/lru-cache.js';
import type { RateCounter } from './rate-counter.js';
import { countsAt, judge, type RateVerdict, type WindowCounts, type WindowLimit } from './sliding-window.js';

const MAX_KEYS = 100_000;

/** Counts in this process, for the 100,000 keys that were seen last. */
export class MemoryRateCounter implements RateCounter {
  readonly #counts = new LruCache<WindowCounts>(MAX_KEYS);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  take(key: string, limit: WindowLimit): RateVerdict {
    const now = this.#now();
    const counts = countsAt(this.#counts.get(key), now, limit);
    const verdict = judge(counts, now, limit);
    if (verdict.isAllowed) this.#counts.set(key, { ...counts, current: counts.current + 1 });
    return verdict;
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
