import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { CaptureMethod } from './domain/payment.js';

const shape = z.object({
  STRIPE_SECRET_KEY: z.string(),
  STRIPE_WEBHOOK_SECRET: z.string(),
  STRIPE_API_URL: z.url().optional(),
  RESERVATION_TTL_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
  PUBLIC_URL: z.url().optional(),
  RETURN_WINDOW_DAYS: z.coerce.number().int().min(0).max(3_650).default(30),
  PAYMENT_CAPTURE: z.enum(['automatic', 'on-fulfilment']).default('automatic'),
  PAYMENT_RECONCILE_MINUTES: z.coerce.number().int().min(0).max(59).default(1),
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
  /** where clients reach invoices and packing slips; null: where it listens */
  readonly publicUrl: string | null;
  /** how long after its delivery something can be sent back */
  readonly returnWindowDays: number;
  /** after how long Stripe is asked what became of a payment that nobody told us about */
  readonly paymentRecheckSeconds: number;
  /** how often Stripe is asked what we have missed; 0 for never */
  readonly paymentReconcileMinutes: number;
  /** when the money of orders that are placed from now on is taken */
  readonly captureMethod: CaptureMethod;
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
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    returnWindowDays: values.RETURN_WINDOW_DAYS,
    paymentRecheckSeconds: values.PAYMENT_RECHECK_SECONDS,
    paymentReconcileMinutes: values.PAYMENT_RECONCILE_MINUTES,
    captureMethod: values.PAYMENT_CAPTURE === 'automatic' ? 'AUTOMATIC' : 'ON_FULFILMENT',
  };
}
