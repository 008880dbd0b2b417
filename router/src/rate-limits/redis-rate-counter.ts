import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { MemoryRateCounter } from './memory-rate-counter.js';
import type { RateCounter } from './rate-counter.js';
import { judge, type RateVerdict, type WindowLimit } from './sliding-window.js';

/**
 * One step of the sliding window, by Redis's own clock: [now in ms, current, previous], this request not counted in them.
 * What `countsAt` and `judge` of sliding-window.ts are to the memory; a test compares both.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local window = math.floor(now / windowMs)
local kept = redis.call('HMGET', KEYS[1], 'w', 'c', 'p')
local current, previous = 0, 0
if tonumber(kept[1]) == window then
  current, previous = tonumber(kept[2]), tonumber(kept[3])
elseif tonumber(kept[1]) == window - 1 then
  previous = tonumber(kept[2])
end
if previous * (1 - (now % windowMs) / windowMs) + current + 1 <= limit then
  redis.call('HSET', KEYS[1], 'w', window, 'c', current + 1, 'p', previous)
  redis.call('PEXPIRE', KEYS[1], 2 * windowMs)
end
return { tostring(now), current, previous }
`;
const PREFIX = 'router:rate:';

/** After Redis has failed, requests do not wait for it for this long. */
const REST_MS = 5_000;

/**
 * Counts in Redis, for all routers together. While Redis is away each router counts for itself: a limit is then that of one
 * router, and nobody is refused, or let through without limit, because of it.
 */
export class RedisRateCounter implements RateCounter {
  readonly #memory = new MemoryRateCounter();
  readonly #redis: Redis;
  readonly #logger: Logger;
  #restsUntil = 0;

  constructor(redis: Redis, logger: Logger) {
    this.#redis = redis;
    this.#logger = logger;
  }

  async take(key: string, limit: WindowLimit): Promise<RateVerdict> {
    if (this.#redis.status !== 'ready' || Date.now() < this.#restsUntil) return this.#memory.take(key, limit);
    try {
      return await this.#takeInRedis(key, limit);
    } catch (error) {
      this.#restsUntil = Date.now() + REST_MS;
      this.#logger.warn({ error: String(error) }, 'Redis is away: rates are limited by each router for itself');
      return this.#memory.take(key, limit);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis.disconnect();
  }

  async #takeInRedis(key: string, limit: WindowLimit): Promise<RateVerdict> {
    const reply = await this.#redis.eval(TAKE, 1, PREFIX + key, limit.limit, limit.windowMs);
    if (!Array.isArray(reply)) throw new Error('Redis answered the script with something else');
    const [now = Number.NaN, current = Number.NaN, previous = Number.NaN] = reply.map(Number);
    return judge({ window: Math.floor(now / limit.windowMs), current, previous }, now, limit);
  }
}
