import { z } from 'zod';
import { authentication } from './authentication-config.js';
import { authorization } from './authorization-config.js';
import { cachingConfig } from './caching-config.js';
import { contractConfig, contractsConfig } from './contracts-config.js';
import { demandConfig } from './demand-config.js';
import { headerRules } from './header-rules-config.js';
import { limits } from './limits-config.js';
import { partnersConfig, persistedOperationsConfig } from './persisted-operations-config.js';
import { rateLimitsConfig, trustedProxies } from './rate-limits-config.js';
import { subscriptionsConfig } from './subscriptions-config.js';
import { planWarmUpConfig, supergraphConfig } from './supergraph-config.js';
import { tracingConfig } from './tracing-config.js';
import { subgraphTrafficConfig, trafficConfig } from './traffic-config.js';
import { usageConfig } from './usage-config.js';

const milliseconds = z.int().min(1).max(3_600_000);
const count = z.int().min(1);

const deadlines = z.strictObject({
  operationMs: milliseconds.default(5_000),
  mutationMs: milliseconds.default(15_000),
  subgraphMs: milliseconds.default(2_000),
});

const subgraphConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).optional(),
  subscriptionUrl: z.url({ protocol: /^(https?|wss?)$/ }).optional(),
  ...subgraphTrafficConfig,
});

const routerConfigSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(4000),
  cors: z
    .strictObject({ origins: z.array(z.string().min(1)).min(1), credentials: z.boolean().default(false) })
    .refine((cors) => !cors.credentials || !cors.origins.includes('*'), {
      path: ['origins'],
      message: 'must not have "*" with credentials',
    })
    .optional(),
  supergraph: supergraphConfig.prefault({}),
  planWarmUp: planWarmUpConfig.prefault({}),
  contract: contractConfig.optional(),
  contracts: contractsConfig.default([]),
  subgraphs: z.record(z.string(), subgraphConfig).default({}),
  traffic: trafficConfig.prefault({}),
  headers: headerRules.prefault({}),
  authentication: authentication.optional(),
  authorization: authorization.prefault({}),
  signingKey: z.string().min(32, 'must have at least 32 characters').optional(),
  redisUrl: z.string().min(1).optional(),
  caching: cachingConfig.prefault({}),
  persistedOperations: persistedOperationsConfig.prefault({}),
  partners: partnersConfig.default([]),
  rateLimits: rateLimitsConfig.default([]),
  trustProxy: trustedProxies,
  deadlines: deadlines.prefault({}),
  subscriptions: subscriptionsConfig.prefault({}),
  limits: limits.prefault({}),
  demand: demandConfig.prefault({}),
  subgraphResponseBytes: count.default(10_000_000),
  /** Path of an ES module whose default export is hooks, one or a list. */
  hooks: z.string().min(1).optional(),
  usage: usageConfig.prefault({}),
  tracing: tracingConfig.prefault({}),
  introspection: z.boolean().default(true),
  allowOpen: z.boolean().default(false),
  overrideLabels: z.array(z.string()).default([]),
  explorer: z.strictObject({ htmlDir: z.string().min(1).optional() }).prefault({}),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** A socket brings the cookie along whatever page has opened it; only the check of its origin keeps other sites out. */
const checkedConfigSchema = routerConfigSchema.refine(
  ({ cors, authentication }) => !authentication?.cookie || !cors?.origins.includes('*'),
  { path: ['cors', 'origins'], message: 'must not have "*" with "authentication.cookie"' },
);

/** What may be written in a config file: everything has a default. router/README.md has the table. */
export type RouterConfigInput = z.input<typeof routerConfigSchema>;
export type RouterConfig = Readonly<z.output<typeof routerConfigSchema>>;

/** The configuration cannot be used; the message is one sentence that names the key or the variable. */
export class RouterConfigError extends Error {
  override readonly name = 'RouterConfigError';
  readonly code = 'ROUTER_CONFIG_INVALID';
}

/**
 * Checks a configuration tree and fills in the defaults.
 *
 * @throws RouterConfigError    names the path of the first wrong or unknown key
 */
export function parseRouterConfig(input: unknown): RouterConfig {
  const parsed = checkedConfigSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw new RouterConfigError(`Unknown configuration key "${[...issue.path, issue.keys[0]].join('.')}"`);
  }
  throw new RouterConfigError(`Configuration "${issue?.path.join('.') || '(root)'}" is wrong: ${issue?.message}`);
}
