import { z } from 'zod';

const protocol = z.enum(['graphql-ws', 'sse']);

/** `subscriptions` of the configuration. router/README.md has the table. */
export const subscriptionsConfig = z.strictObject({
  /** How each subgraph is subscribed at, by its name; `graphql-ws` where it is not named. */
  protocol: z.record(z.string(), protocol).default({}),
  /** One upstream serves all clients that ask the same with the same rights. */
  deduplicate: z.boolean().default(true),
  /** Subscription fields that are never shared: those that replay what was before to whoever subscribes. */
  neverShared: z.array(z.string().min(1)).default([]),
  reconnect: z
    .strictObject({
      /** 0–100 in a row without an event between them; 0 gives up at once. */
      attempts: z.int().min(0).max(100).default(5),
      /** Before the first attempt, in milliseconds, 1–60,000; doubled for each further one. */
      firstDelayMs: z.int().min(1).max(60_000).default(250),
      /** 1–600,000 */
      maxDelayMs: z.int().min(1).max(600_000).default(10_000),
    })
    .prefault({}),
  /** Between two signs of life to a client, in milliseconds, 100–60,000. */
  heartbeatMs: z.int().min(100).max(60_000).default(10_000),
});

export type SubscriptionsConfig = Readonly<z.output<typeof subscriptionsConfig>>;
export type SubscriptionProtocol = z.output<typeof protocol>;
