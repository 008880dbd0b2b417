import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';

const shape = z.object({
  STRIPE_SECRET_KEY: z.string(),
  STRIPE_WEBHOOK_SECRET: z.string(),
  STRIPE_API_URL: z.url().optional(),
  RESERVATION_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  PAYMENT_RECHECK_SECONDS: z.coerce.number().int().min(1).max(3_600).default(30),
});

export interface OrdersConfig extends SubgraphConfig {
  readonly stripe: {
    readonly secretKey: string;
    readonly webhookSecret: string;
    /** base URL of a stand-in; undefined is Stripe itself */
    readonly apiUrl: string | undefined;
  };
  /** how long the stock of an unpaid order is held */
  readonly reservationTtlSeconds: number;
  /** after how long Stripe is asked what became of a payment that nobody told us about */
  readonly paymentRecheckSeconds: number;
}

/** @throws Error  naming every variable that is missing or wrong */
export function readOrdersConfig(env: Environment): OrdersConfig {
  const values = parseEnvironment(shape, env);
  return {
    ...readSubgraphConfig(env, { name: 'orders', defaultPort: 4004 }),
    stripe: {
      secretKey: values.STRIPE_SECRET_KEY,
      webhookSecret: values.STRIPE_WEBHOOK_SECRET,
      apiUrl: values.STRIPE_API_URL,
    },
    reservationTtlSeconds: values.RESERVATION_TTL_SECONDS,
    paymentRecheckSeconds: values.PAYMENT_RECHECK_SECONDS,
  };
}
