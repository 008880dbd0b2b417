import { z } from 'zod';
import type { StripeSimulatorOptions } from './stripe-simulator.js';

/** The official stripe-mock's port, so that nobody else's is taken. */
const DEFAULT_PORT = 12_111;

const environment = z
  .object({
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULT_PORT),
    STRIPE_SECRET_KEY: z.string().regex(/^sk_test_\w+$/, 'must be sk_test_…'),
    STRIPE_WEBHOOK_URL: z.url().optional(),
    STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
    DATA_DIR: z.string().min(1).optional(),
    SIMULATOR_CONTROL_KEY: z.union([z.literal(''), z.string().min(16)]).optional(),
  })
  .refine((env) => (env.STRIPE_WEBHOOK_URL === undefined) === (env.STRIPE_WEBHOOK_SECRET === undefined), {
    message: 'must be set together with STRIPE_WEBHOOK_URL',
    path: ['STRIPE_WEBHOOK_SECRET'],
  });

/**
 * Reads the options of a simulator that is its own process.
 *
 * @throws Error    naming every variable that is missing or malformed
 */
export function readConfig(env: NodeJS.ProcessEnv): StripeSimulatorOptions {
  const result = environment.safeParse(env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(problems.join('\n'));
  }
  const { HOST, PORT, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_URL: url, STRIPE_WEBHOOK_SECRET: secret } = result.data;
  return {
    host: HOST,
    port: PORT,
    secretKey: STRIPE_SECRET_KEY,
    webhooks: url && secret ? [{ url, secret }] : [],
    ...(result.data.SIMULATOR_CONTROL_KEY && { controlKey: result.data.SIMULATOR_CONTROL_KEY }),
    ...(result.data.DATA_DIR && { dataDir: result.data.DATA_DIR }),
  };
}
