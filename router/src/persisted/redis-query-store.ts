import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { connectRedis } from '../redis/connect-redis.js';
import { MemoryQueryStore } from './memory-query-store.js';
import type { PersistedQueryStore } from './persisted-query-store.js';

const TTL_SECONDS = 30 * 24 * 3600;

/**
 * Persisted queries in Redis, shared by all routers, with those of this process in front. While Redis is away a query that
 * is not in this process is one that was not found: the client sends its text again.
 */
export class RedisQueryStore implements PersistedQueryStore {
  readonly #memory = new MemoryQueryStore();
  readonly #redis: Redis;
  readonly #logger: Logger;

  constructor(url: string, logger: Logger) {
    this.#logger = logger;
    this.#redis = connectRedis(url, logger);
  }

  async find(hash: string): Promise<string | undefined> {
    const known = await this.#memory.find(hash);
    if (known !== undefined) return known;
    const text = await this.#attempt((redis) => redis.get(keyOf(hash)));
    if (typeof text !== 'string') return undefined;
    await this.#memory.remember(hash, text);
    return text;
  }

  async remember(hash: string, text: string): Promise<void> {
    await this.#memory.remember(hash, text);
    await this.#attempt((redis) => redis.set(keyOf(hash), text, 'EX', TTL_SECONDS));
  }

  async health(): Promise<'up' | 'down'> {
    return (await this.#attempt((redis) => redis.ping())) === 'PONG' ? 'up' : 'down';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis.disconnect();
  }

  async #attempt<T>(command: (redis: Redis) => Promise<T>): Promise<T | undefined> {
    try {
      return await command(this.#redis);
    } catch (error) {
      this.#logger.debug({ error: String(error) }, 'Redis did not answer');
      return undefined;
    }
  }
}

function keyOf(hash: string): string {
  return `router:apq:${hash}`;
}
