import { Redis } from 'ioredis';
import type { Logger } from 'pino';

const COMMAND_TIMEOUT_MS = 500;

/** Whether the router's state is kept in Redis, and not in this process: `memory:…` says the latter, as nothing does. */
export function isRedis(url: string | undefined): url is string {
  return url !== undefined && !url.startsWith('memory:');
}

/** A connection that comes back by itself; a command that Redis does not answer within half a second fails. */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, { commandTimeout: COMMAND_TIMEOUT_MS, maxRetriesPerRequest: 1 });
  redis.on('error', (error) => logger.warn({ error: error.message }, 'Redis is away'));
  return redis;
}
