import { Stripe } from 'stripe';
import type { OrdersConfig } from '../config.js';

/** Of one request; the library tries once more when it heard nothing. */
const DEADLINE_MS = 4_000;

export function createStripe({ stripe: { secretKey, apiUrl } }: OrdersConfig): Stripe {
  return new Stripe(secretKey, { timeout: DEADLINE_MS, maxNetworkRetries: 1, telemetry: false, ...addressOf(apiUrl) });
}

function addressOf(apiUrl: string | undefined): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (!apiUrl) return {};
  const { protocol, hostname, port } = new URL(apiUrl);
  const isPlain = protocol === 'http:';
  return { host: hostname, port: port || (isPlain ? 80 : 443), protocol: isPlain ? 'http' : 'https' };
}
