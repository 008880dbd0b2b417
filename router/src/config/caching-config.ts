import { z } from 'zod';

export const cachingConfig = z.strictObject({
  /** What is remembered: nothing, what subgraphs answer, or whole answers to queries as well. */
  mode: z.enum(['off', 'entities', 'entities-and-responses']).default('off'),
  /** Where: in each router's memory, or in the Redis of `redisUrl`, for all routers together. */
  store: z.enum(['memory', 'redis']).default('memory'),
  /** Bytes that one router remembers in memory, about; 100 kB to 10 GB. */
  memoryBytes: z.int().min(100_000).max(10_000_000_000).default(100_000_000),
  /** Requests go on without what Redis has not found within so many milliseconds, 1–1,000. */
  redisMs: z.int().min(1).max(1_000).default(20),
  /** Nothing is remembered for longer, whatever its subgraph says: seconds, up to 30 days. */
  maxSeconds: z.int().min(1).max(2_592_000).default(86_400),
  /** The claim that tells viewers of one issuer apart. Private data of viewers without it are not remembered. */
  viewerClaim: z.string().min(1).default('sub'),
  /** `POST /invalidation` takes this as its Authorization header; there is no such path without. At least 32 characters. */
  invalidationKey: z.string().min(32, 'must have at least 32 characters').optional(),
});

export type CachingConfig = Readonly<z.output<typeof cachingConfig>>;
