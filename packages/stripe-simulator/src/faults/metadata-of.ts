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
  return Object.assign({}, ...ids.map((id) => metadataBehind(ledger, id)), Object.fromEntries(own));
}

/** The metadata of what an event is about, and of the payment behind it: refunds and disputes have little of their own. */
export function metadataOfEvent(ledger: Ledger, { data: { object } }: Stripe.Event): Stripe.Metadata {
  const intent = 'payment_intent' in object ? object.payment_intent : null;
  const own = 'metadata' in object ? object.metadata : {};
  return Object.assign({}, typeof intent === 'string' ? metadataBehind(ledger, intent) : {}, own);
}

function metadataBehind(ledger: Ledger, id: string | null | undefined): Stripe.Metadata {
  const object = id ? (ledger.paymentIntents.get(id) ?? ledger.charges.get(id)) : undefined;
  return object?.metadata ?? {};
}
