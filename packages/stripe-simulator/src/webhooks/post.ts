import type { Stripe } from 'stripe';
import { type Dispatcher, request } from 'undici';
import type { Forgery } from '../faults/fault.js';
import type { Payload } from './forge.js';
import { forgedSignatureOf, signatureOf } from './sign.js';

export interface Delivery {
  readonly event: Payload;
  readonly endpoint: Stripe.WebhookEndpoint;
  readonly failures: number;
  /** how it is signed when it is none of Stripe's; it is sent once and counts for nothing */
  readonly forgery?: Forgery;
  /** what goes out when the endpoint has answered this one */
  readonly next?: readonly Delivery[];
}

interface Way {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  /** Unix seconds, for the signature */
  readonly seconds: number;
}

/** @returns    the status the endpoint answered with; undefined when it could not be reached or did not answer in time */
export async function post({ event, endpoint, forgery }: Delivery, way: Way): Promise<number | undefined> {
  const payload = JSON.stringify(event, null, 2);
  const signing = { payload, secret: endpoint.secret ?? '', seconds: way.seconds };
  try {
    const { statusCode, body } = await request(endpoint.url, {
      method: 'POST',
      dispatcher: way.dispatcher,
      signal: way.signal,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': forgery ? forgedSignatureOf(forgery, signing) : signatureOf(signing),
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body: payload,
    });
    await body.dump();
    return statusCode;
  } catch {
    return undefined;
  }
}
