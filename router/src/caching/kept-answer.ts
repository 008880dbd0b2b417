import type { AnswerLifetime } from './answer-lifetime.js';
import { type CacheAudience, EVERYBODY } from './cache-audience.js';
import type { CacheStore } from './cache-store.js';
import type { CachingMetrics } from './caching-metrics.js';

export interface KeptAnswerOptions {
  readonly store: CacheStore;
  readonly metrics: CachingMetrics;
  /** Equal for two operations that have the same answer for the same people. */
  readonly key: string;
  readonly audience: CacheAudience;
}

/** For how long clients, and proxies on the way to them, may keep an answer. */
export interface AnswerAge {
  /** When it was new, ≥ 1. */
  readonly seconds: number;
  /** Since then. */
  readonly ageSeconds: number;
  readonly isPrivate: boolean;
}

export interface FoundAnswer extends AnswerAge {
  /** JSON text. */
  readonly data: string;
}

/** Where the answer to one query is kept as a whole. */
export class KeptAnswer {
  readonly #options: KeptAnswerOptions;
  #generation: number | undefined;

  constructor(options: KeptAnswerOptions) {
    this.#options = options;
  }

  async find(): Promise<FoundAnswer | undefined> {
    const { store, metrics, audience } = this.#options;
    const { generation, entries } = await store.read(audience.readable.map((each) => this.#keyFor(each)));
    this.#generation = generation;
    const index = entries.findIndex((entry) => entry !== undefined);
    const entry = entries[index];
    metrics.countAnswer(entry ? 'hit' : 'miss');
    if (!entry) return undefined;
    const { text: data, seconds, expiresAt } = entry;
    const ageSeconds = Math.max(0, seconds - Math.ceil((expiresAt - Date.now()) / 1_000));
    return { data, seconds, ageSeconds, isPrivate: audience.readable[index] !== EVERYBODY };
  }

  /**
   * Keeps an answer for as long as its parts hold, after `find` has not found it.
   *
   * @param data    JSON text
   */
  keep(data: string, lifetime: AnswerLifetime): void {
    const { store, metrics, audience } = this.#options;
    const now = Date.now();
    const seconds = lifetime.secondsFrom(now);
    const shared = lifetime.isPrivate ? audience.own : EVERYBODY;
    if (seconds < 1 || shared === undefined || this.#generation === undefined) return;
    const entry = { key: this.#keyFor(shared), text: data, seconds, expiresAt: now + seconds * 1_000 };
    store.write([{ ...entry, terms: lifetime.terms }], this.#generation);
    metrics.countAnswer('stored');
  }

  #keyFor(audience: string): string {
    return `answer ${this.#options.key} ${audience}`;
  }
}
