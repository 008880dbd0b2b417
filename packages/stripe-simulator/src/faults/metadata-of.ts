import type { Stripe } from 'stripe';
import type { Ledger } from '../ledger.js';

const METADATA = /^metadata\[([^[\]]+)\]$/;

/** The metadata that a request brings, and that of the payment it is about; for a refund the payment it refunds. */
export function metadataOf(
  ledger: Ledger,
  request: { readonly path: string; readonly query: string; readonly body: string },
): Stripe.Metadata {
  const parameters = new URLSearchParams(request.body || request.query);
  const own = [...parameters].flatMap(([name, value]) => {
    const [, key] = METADATA.exec(name) ?? [];
    return key === undefined ? [] : [[key, value]];
  });
  const ids = [request.path.split('/')[3], parameters.get('payment_intent'), parameters.get('charge')];
  const known = ids.map((id) => (id ? (ledger.paymentIntents.get(id) ?? ledger.charges.get(id)) : undefined));
  return Object.assign({}, ...known.map((object) => object?.metadata), Object.fromEntries(own));
}
