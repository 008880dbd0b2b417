import type { Schema } from '@apollo/federation-internals';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { type RouterConfig, RouterConfigError } from '../config/router-config.js';
import { connectRedis, isRedis } from '../redis/connect-redis.js';
import type { CacheStore } from './cache-store.js';
import { CachingMetrics } from './caching-metrics.js';
import { type CachedGraph, GraphCaching } from './graph-caching.js';
import { type Invalidation, termsOfInvalidation } from './invalidation.js';
import { MemoryCacheStore } from './memory-cache-store.js';
import { RedisCacheStore } from './redis-cache-store.js';

export interface CachingOptions {
  readonly config: RouterConfig;
  /** Whether a host reaches subgraphs in a way of its own, which may tell them who asks. */
  readonly hasOwnTransport: boolean;
  /** Whether a host adds headers of its own to requests to subgraphs. */
  readonly hasHooksForSubgraphs: boolean;
  readonly registry: Registry;
  readonly logger: Logger;
}

/** What a router keeps of what subgraphs answer. */
export class Caching implements AsyncDisposable {
  readonly #options: CachingOptions;
  readonly #store: CacheStore;
  readonly #metrics: CachingMetrics;

  /**
   * @returns undefined when nothing is to be kept
   * @throws RouterConfigError    Redis without its URL; hooks whose headers no key could have
   */
  static open(options: CachingOptions): Caching | undefined {
    const { config, hasHooksForSubgraphs } = options;
    if (config.caching.mode === 'off') return undefined;
    if (hasHooksForSubgraphs) {
      throw new RouterConfigError(
        '"caching" cannot be used with a hook "onSubgraphRequest": answers would not be kept apart by the headers it adds',
      );
    }
    return new Caching(options);
  }

  private constructor(options: CachingOptions) {
    this.#options = options;
    this.#metrics = new CachingMetrics(options.registry);
    this.#store = openStore(options, this.#metrics);
  }

  graph(graph: CachedGraph): GraphCaching {
    const { config, hasOwnTransport } = this.#options;
    const isViewerTold = config.signingKey !== undefined || hasOwnTransport;
    return new GraphCaching({ config, store: this.#store, metrics: this.#metrics, isViewerTold }, graph);
  }

  /**
   * Forgets what is not true any more.
   *
   * @param schema    of the supergraph, all of it
   * @returns how many entries were forgotten
   * @throws when the store is away
   */
  async invalidate(invalidations: readonly Invalidation[], schema: Schema): Promise<number> {
    const terms = invalidations.flatMap((invalidation) => termsOfInvalidation(invalidation, schema));
    const count = await this.#store.invalidate([...new Set(terms)]);
    this.#metrics.countInvalidated(count);
    return count;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
  }
}

function openStore({ config, logger }: CachingOptions, metrics: CachingMetrics): CacheStore {
  const { store, memoryBytes, redisMs } = config.caching;
  if (store === 'memory') return new MemoryCacheStore(memoryBytes);
  const { redisUrl } = config;
  if (!isRedis(redisUrl)) throw new RouterConfigError('Configuration "caching.store" is "redis" without a "redisUrl"');
  return new RedisCacheStore({ redis: connectRedis(redisUrl, logger), deadlineMs: redisMs, metrics, logger });
}
