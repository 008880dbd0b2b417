import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import {
  type CacheEntry,
  type CacheReading,
  type CacheStore,
  LONGEST_FETCH_MS,
  type NewCacheEntry,
} from './cache-store.js';
import type { CachingMetrics } from './caching-metrics.js';
import { INVALIDATE, POP, WRITE } from './redis-scripts.js';

/** The number tells one format of entries from another. */
const PREFIX = 'router:cache:1:';
const GENERATION = `${PREFIX}generation`;

/** Redis does nothing else while a script runs: it gets so many entries at a time. */
const ENTRIES_A_SCRIPT = 200;

/** After a reading has failed, requests do not wait for Redis for this long. */
const REST_MS = 1_000;

const AWAY: CacheReading = { generation: undefined, entries: [] };

const head = z.tuple([z.number(), z.number(), z.array(z.string())]);

export interface RedisCacheStoreOptions {
  readonly redis: Redis;
  /** What a reading may take. */
  readonly deadlineMs: number;
  readonly metrics: CachingMetrics;
  readonly logger: Logger;
}

/**
 * Entries in Redis, for all routers together. Each key stands in a sorted set for each of its terms, by when it expires. While
 * Redis is away, or slow, nothing is known and nothing is kept.
 *
 * @NOTE Redis must not evict keys by itself: without a term's set, what has that term could not be forgotten.
 */
export class RedisCacheStore implements CacheStore {
  readonly #options: RedisCacheStoreOptions;
  #restsUntil = 0;

  constructor(options: RedisCacheStoreOptions) {
    this.#options = options;
  }

  async read(keys: readonly string[]): Promise<CacheReading> {
    const { redis, deadlineMs } = this.#options;
    if (this.#isAway()) return AWAY;
    try {
      const names = keys.map((key) => PREFIX + key);
      const [generation, ...texts] = await within(deadlineMs, redis.mget(GENERATION, ...names));
      return { generation: Number(generation ?? 0), entries: texts.map(readEntry) };
    } catch (error) {
      this.#restsUntil = Date.now() + REST_MS;
      this.#failed('read', error);
      return AWAY;
    }
  }

  write(entries: readonly NewCacheEntry[], generation: number): void {
    if (this.#isAway()) return;
    for (let start = 0; start < entries.length; start += ENTRIES_A_SCRIPT) {
      const some = entries.slice(start, start + ENTRIES_A_SCRIPT).flatMap(argumentsOf);
      const written = this.#options.redis.eval(WRITE, 1, GENERATION, PREFIX, generation, ...some);
      written.catch((error) => this.#failed('write', error));
    }
  }

  async invalidate(terms: readonly string[]): Promise<number> {
    const { redis } = this.#options;
    await redis.eval(INVALIDATE, 1, GENERATION, PREFIX, LONGEST_FETCH_MS, ...terms);
    let count = 0;
    for (const term of terms) {
      for (let isMore = true; isMore; ) {
        const popped = z.tuple([z.number(), z.number()]).parse(await redis.eval(POP, 0, PREFIX, term));
        count += popped[0];
        isMore = popped[1] === 1;
      }
    }
    return count;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#options.redis.disconnect();
  }

  #isAway(): boolean {
    return this.#options.redis.status !== 'ready' || Date.now() < this.#restsUntil;
  }

  #failed(command: 'read' | 'write', error: unknown): void {
    const { metrics, logger } = this.#options;
    metrics.countFailure(command);
    logger.warn({ command, error: String(error) }, 'Redis did not do what the cache asked for');
  }
}

/** The first line is when it expires, how long it was to be kept, and its terms; the text follows. */
function argumentsOf({ key, text, expiresAt, seconds, terms }: NewCacheEntry): (string | number)[] {
  const value = `${JSON.stringify([expiresAt, seconds, terms])}\n${text}`;
  return [key, value, Math.max(1, expiresAt - Date.now()), terms.length, ...terms];
}

function readEntry(value: string | null | undefined): CacheEntry | undefined {
  const end = value?.indexOf('\n') ?? -1;
  if (!value || end < 0) return undefined;
  const [expiresAt, seconds, terms] = head.parse(JSON.parse(value.slice(0, end)));
  return expiresAt <= Date.now() ? undefined : { text: value.slice(end + 1), expiresAt, seconds, terms };
}

function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
