import type { Logger } from 'pino';
import { isRedis } from '../redis/connect-redis.js';
import { MemoryQueryStore } from './memory-query-store.js';
import type { PersistedQueryStore } from './persisted-query-store.js';
import { RedisQueryStore } from './redis-query-store.js';

/** @param redisUrl    Redis when it is one; memory of this process when it is absent or begins with `memory:` */
export function openQueryStore(redisUrl: string | undefined, logger: Logger): PersistedQueryStore {
  return isRedis(redisUrl) ? new RedisQueryStore(redisUrl, logger) : new MemoryQueryStore();
}
