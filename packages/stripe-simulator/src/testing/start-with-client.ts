import Stripe from 'stripe';
import { type StripeSimulator, type StripeSimulatorOptions, startStripeSimulator } from '../stripe-simulator.js';
import { checkedHttpClient } from './checked-http-client.js';
import { problemsOfObject } from './expect-stripe-shape.js';

export const SECRET_KEY = 'sk_test_simulator';

interface Started extends AsyncDisposable {
  readonly simulator: StripeSimulator;
  /** the real package, pointed at the simulator; it retries nothing */
  readonly stripe: Stripe;
  /** the same with another key */
  clientWith(key: string): Stripe;
}

/**
 * A simulator and the real `stripe` package as its client. Disposing it fails when an answer or an event was not as the
 * package's types declare it (a field too many, one too few, or one of another type), or when objects and money movements
 * differ.
 */
export async function startWithClient(options: Partial<StripeSimulatorOptions> = {}): Promise<Started> {
  const simulator = await startStripeSimulator({ secretKey: SECRET_KEY, webhooks: [], ...options });
  const problems = new Set<string>();
  const report = (problem: string) => problems.add(problem);
  const clientWith = (key: string) => {
    const client = new Stripe(key, {
      host: '127.0.0.1',
      port: simulator.port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      httpClient: checkedHttpClient(report, key === simulator.publishableKey),
    });
    // before it tries a closed connection once more
    client.getInitialNetworkRetryDelay = () => 0.001;
    return client;
  };
  return {
    simulator,
    stripe: clientWith(SECRET_KEY),
    clientWith,
    async [Symbol.asyncDispose]() {
      await simulator[Symbol.asyncDispose]();
      for (const event of simulator.events()) {
        for (const problem of problemsOfObject(event)) report(`${event.type}: ${problem}`);
      }
      if (problems.size > 0) throw new Error(`Not as the stripe package declares it:\n${[...problems].join('\n')}`);
      const { differences } = simulator.control.witness();
      if (differences.length > 0) throw new Error(`The witness tells another story:\n${differences.join('\n')}`);
    },
  };
}

/** Parameters of a payment of 20.00 USD that is confirmed at once. */
export function aPayment(overrides: Partial<Stripe.PaymentIntentCreateParams> = {}): Stripe.PaymentIntentCreateParams {
  return {
    amount: 2000,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    allowed_payment_method_types: ['card'],
    ...overrides,
  };
}

/** The Stripe error a call is refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('Expected a refusal, got an answer');
}
