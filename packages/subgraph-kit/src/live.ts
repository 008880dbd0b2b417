import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis, type RedisOptions } from 'ioredis';
import RedisMock from 'ioredis-mock';
import type { PubSub } from 'type-graphql';

/** Redis for live updates: wake-ups only; facts come from the database. */
export interface Live extends AsyncDisposable {
  /** what type-graphql's `buildSchema` wants */
  readonly pubSub: PubSub;
  /** Never throws and never waits: a lost wake-up costs a delay, not a fact. */
  publish(topic: string, payload: unknown): void;
  subscribe(topic: string): AsyncIterableIterator<unknown>;
  /** @throws when Redis does not answer within a second */
  ping(): Promise<void>;
}

const OPTIONS: RedisOptions = { maxRetriesPerRequest: null, enableReadyCheck: true, connectTimeout: 5_000 };

/** When it comes back it listens at once, and Redis refuses the ready check of who listens: a rejection that nobody can catch. */
const SUBSCRIBER: RedisOptions = { enableReadyCheck: false };

/** @param url  `redis://…`, or `memory://name`: shared by everything in this process that names the same */
export function openLive(url: string, onError: (error: Error) => void): Live {
  const publisher = connectRedis(url, onError);
  const subscriber = connectRedis(url, onError, SUBSCRIBER);
  const redis = new RedisPubSub({ publisher, subscriber });
  const publish = (topic: string, payload: unknown) => void redis.publish(topic, payload).catch(onError);
  const subscribe = (topic: string) => redis.asyncIterableIterator<unknown>(topic);
  return {
    publish,
    subscribe,
    pubSub: { publish, subscribe: (topic: string) => subscribe(topic) as AsyncIterable<never> },
    ping: () => pingWithin(publisher, 1_000),
    [Symbol.asyncDispose]: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

/** One connection. `memory://name` gives the well-kept in-process stand-in (ioredis-mock), for machines without a Redis. */
export function connectRedis(url: string, onError: (error: Error) => void, own: RedisOptions = {}): Redis {
  const client = url.startsWith('memory://')
    ? new RedisMock({ ...OPTIONS, ...own, host: new URL(url).host || 'souk' })
    : new Redis(url, { ...OPTIONS, ...own });
  client.on('error', onError);
  return client;
}

async function pingWithin(client: Redis, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Redis does not answer')), timeoutMs);
  });
  try {
    await Promise.race([client.ping(), late]);
  } finally {
    clearTimeout(timer);
  }
}
