import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type StripeSimulator, startStripeSimulator } from '@souk/stripe-simulator';
import { readBody } from '@souk/subgraph-kit';
import { Stripe } from 'stripe';

const SECRET_KEY = 'sk_test_orders';
export const WEBHOOK_SECRET = 'whsec_orders_under_test';

/** What happens to a request on its way to Stripe. */
type Trouble = 'refuse' | 'lose-answer';

/** Stripe's simulator, with a wire to it that can be cut and a webhook that can be held back. */
export interface StripeUnderTest extends AsyncDisposable {
  readonly simulator: StripeSimulator;
  /** what a shopper's browser would do */
  readonly client: Stripe;
  readonly variables: Record<string, string>;
  /** the trouble for requests whose path contains the key */
  readonly trouble: Map<string, Trouble>;
  /** events that have come, delivered or not */
  readonly deliveries: Delivery[];
  /** 'hold' keeps events back until `deliver` brings them */
  webhook: 'pass' | 'hold';
  /** where to bring the events */
  target: string;
  /** settles when what was taken in is acted on */
  actedOn(): Promise<void>;
  /** brings an event. @returns the status it was answered with */
  post(delivery: Delivery): Promise<number>;
  /** the same, and waits until it is acted on */
  deliver(delivery: Delivery): Promise<number>;
  /** what the buyer does on the page of the bank (3-D Secure) */
  authenticate(intentId: string, outcome: 'complete' | 'fail'): Promise<void>;
  /** the events of a type about an order's payment */
  eventsOf(orderId: string, type: string): Delivery[];
}

export interface Delivery {
  readonly body: string;
  readonly signature: string;
}

export async function startStripe(): Promise<StripeUnderTest> {
  const trouble: StripeUnderTest['trouble'] = new Map();
  const wire = await listen((request, response) => forward(simulator.url, trouble, request, response));
  const relay = await listen(async (request, response) => {
    const delivery = {
      body: await readBody(request, 1_000_000),
      signature: String(request.headers['stripe-signature']),
    };
    stripe.deliveries.push(delivery);
    // a shop that has closed takes no events; Stripe comes again
    const status = stripe.webhook === 'pass' ? await stripe.deliver(delivery).catch(() => 503) : 200;
    response.writeHead(status).end();
  });
  const webhooks = [{ url: relay.url, secret: WEBHOOK_SECRET }];
  const simulator = await startStripeSimulator({ secretKey: SECRET_KEY, webhooks });
  const { port } = new URL(simulator.url);
  const stripe: StripeUnderTest = {
    simulator,
    client: new Stripe(SECRET_KEY, { host: '127.0.0.1', port, protocol: 'http', telemetry: false }),
    variables: { STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET, STRIPE_API_URL: wire.url },
    trouble,
    deliveries: [],
    webhook: 'pass',
    target: '',
    actedOn: async () => {},
    post: async ({ body, signature }) => {
      const headers = { 'stripe-signature': signature };
      return (await fetch(`${stripe.target}/webhooks/stripe`, { method: 'POST', headers, body })).status;
    },
    deliver: async (delivery) => {
      const status = await stripe.post(delivery);
      await stripe.actedOn();
      return status;
    },
    authenticate: async (intentId, outcome) => {
      const intent = await stripe.client.paymentIntents.retrieve(intentId);
      const page = intent.next_action?.use_stripe_sdk as { stripe_js: string } | undefined;
      if (!page) throw new Error(`${intentId} does not wait for its buyer`);
      await fetch(page.stripe_js, { method: 'POST', body: new URLSearchParams({ outcome }) });
    },
    eventsOf: (orderId, type) =>
      stripe.deliveries.filter(({ body }) => {
        const event = JSON.parse(body);
        return event.type === type && event.data.object.metadata?.orderId === orderId;
      }),
    [Symbol.asyncDispose]: async () => {
      await simulator[Symbol.asyncDispose]();
      await Promise.all([wire.close(), relay.close()]);
    },
  };
  return stripe;
}

/** Not for the next hop: it has a connection and a length of its own. */
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

async function forward(
  to: string,
  trouble: ReadonlyMap<string, Trouble>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '';
  const [, kind] = [...trouble].find(([part]) => path.includes(part)) ?? [];
  if (kind === 'refuse') return void response.destroy();
  const headers = Object.entries(request.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  const answer = await fetch(to + path, {
    method: request.method,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    body: request.method === 'POST' ? await readBody(request, 1_000_000) : undefined,
  }).catch(() => null);
  // a fault of the simulator's: the connection broke
  if (!answer) return void response.destroy();
  const body = await answer.text();
  if (kind === 'lose-answer') return void response.destroy();
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
}

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
