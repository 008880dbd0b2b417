import { z } from 'zod';

const rateLimit = z.strictObject({
  /** As the headers name it; the default is `by`. */
  name: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be of letters, digits, "_" and "-"')
    .optional(),
  /** Whose requests are counted together: a viewer's, a partner's, or those from one address (an IPv6 network of 64 bits). */
  by: z.enum(['viewer', 'apiKey', 'address']),
  /** Which operations are counted; all when absent, those that fit both when both are given. */
  operations: z
    .strictObject({
      kinds: z
        .array(z.enum(['query', 'mutation', 'subscription']))
        .min(1)
        .optional(),
      names: z.array(z.string().min(1)).min(1).optional(),
    })
    .optional(),
  /** Operations in any `windowSeconds`. */
  limit: z.int().min(1).max(1_000_000_000),
  /** 1 second to a day. */
  windowSeconds: z.int().min(1).max(86_400),
});

export const rateLimitsConfig = z
  .array(rateLimit)
  .refine((rules) => new Set(rules.map(({ name, by }) => name ?? by)).size === rules.length, 'has a name twice');

/** How many proxies stand before the router: the client's address is taken from `X-Forwarded-For` as the outermost wrote it. */
export const trustedProxies = z.int().min(0).max(10).default(0);

export type RateLimitsConfig = Readonly<z.output<typeof rateLimitsConfig>>;
