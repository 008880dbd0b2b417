import Stripe from 'stripe';
import { startWithClient } from './start-with-client.js';

/** Somewhere to run the contract of payments: the simulator, or Stripe's test mode. */
export interface ContractWorld {
  readonly name: string;
  /** why it cannot be run here */
  readonly skipped?: string;
  open(): Promise<{ readonly stripe: Stripe } & AsyncDisposable>;
}

/**
 * The simulator, and Stripe itself when the environment has `STRIPE_SECRET_KEY=sk_test_…`.
 *
 * @throws Error    for any other key: nothing here may ever touch real money
 */
export function contractWorlds(env: NodeJS.ProcessEnv): readonly ContractWorld[] {
  return [{ name: 'the simulator', open: () => startWithClient() }, stripeTestMode(env.STRIPE_SECRET_KEY)];
}

function stripeTestMode(key: string | undefined): ContractWorld {
  const name = 'Stripe test mode';
  if (!key) return { name, skipped: 'STRIPE_SECRET_KEY is not set', open: () => Promise.reject(new Error('skipped')) };
  if (!key.startsWith('sk_test_'))
    throw new Error('STRIPE_SECRET_KEY must be sk_test_… to run the contract of payments');
  return {
    name,
    open: async () => ({ stripe: new Stripe(key, { telemetry: false }), [Symbol.asyncDispose]: async () => {} }),
  };
}
