import { createHmac } from 'node:crypto';
import type { Forgery } from '../faults/fault.js';

/** Older than any receiver tolerates; the package's default is five minutes. */
const OLD_SECONDS = 60 * 60;

interface Signing {
  readonly payload: string;
  readonly secret: string;
  /** Unix seconds */
  readonly seconds: number;
}

/** The `Stripe-Signature` header. Source: https://docs.stripe.com/webhooks#verify-manually */
export function signatureOf({ payload, secret, seconds }: Signing): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

/** A signature that a receiver must not accept. */
export function forgedSignatureOf(forgery: Forgery, signing: Signing): string {
  switch (forgery) {
    case 'wrong-signature':
      return `t=${signing.seconds},v1=${'0'.repeat(64)}`;
    case 'old-timestamp':
      return signatureOf({ ...signing, seconds: signing.seconds - OLD_SECONDS });
    case 'other-secret':
      return signatureOf({ ...signing, secret: 'whsec_of_somebody_else' });
  }
}
