import { randomUUID } from 'node:crypto';
import type { CheckoutSnapshot } from '@souk/events';
import { newId, type SubgraphApp, signCall, type Viewer } from '@souk/subgraph-kit';
import {
  aMember,
  askSubgraph,
  createTestDatabase,
  type GraphqlAnswer,
  TEST_KEYS,
  type TestDatabase,
  testEnvironment,
  until,
} from '@souk/subgraph-kit/testing';
import { inject } from 'vitest';
import { createOrdersApp } from '../src/app.js';
import { readOrdersConfig } from '../src/config.js';
import { ACT_ON_STRIPE_EVENT } from '../src/data/stripe-event.repository.js';
import { aCart, type LineOfCart, type Peers, startPeers } from './_peers.js';
import { type StripeUnderTest, startStripe } from './_stripe.js';

/** Orders with a database of its own, Stripe's simulator, and stand-ins of its peers. */
export interface Shop extends AsyncDisposable {
  readonly app: SubgraphApp;
  readonly database: TestDatabase;
  readonly peers: Peers;
  readonly stripe: StripeUnderTest;
  ask(query: string, asking?: Asking): Promise<GraphqlAnswer>;
  /** brings a fact to the `/events` door, as its publisher would */
  tell(eventName: string, data: object, eventId?: string): Promise<number>;
  /** stops the app and starts another on the same database */
  restart(): Promise<void>;
}

interface Asking {
  readonly variables?: Record<string, unknown>;
  readonly viewer?: Viewer;
  readonly address?: string;
}

export async function openShop(variables: Record<string, string> = {}): Promise<Shop> {
  const database = await createTestDatabase(inject('postgresUrl'), 'orders');
  const peers = await startPeers();
  const stripe = await startStripe();
  const environment = testEnvironment(database.url, {
    DATABASE_POOL_SIZE: '5',
    PAYMENT_RECONCILE_MINUTES: '0',
    ...peers.variables,
    ...stripe.variables,
    ...variables,
  });
  const start = async () => {
    const app = await createOrdersApp(readOrdersConfig(environment));
    await app.listen();
    stripe.target = app.url;
    return app;
  };
  stripe.actedOn = async () => {
    const waiting = () => database.sql`
      select 1 from graphile_worker.jobs where task_identifier = ${ACT_ON_STRIPE_EVENT} and last_error is null`;
    await until(async () => (await waiting()).length === 0, { what: 'what Stripe said' });
  };
  let app = await start();
  return {
    get app() {
      return app;
    },
    database,
    peers,
    stripe,
    ask: (query, asking) => askSubgraph(app.url, query, asking),
    tell: async (eventName, data, eventId = newId()) => {
      const body = JSON.stringify({
        id: eventId,
        name: eventName,
        version: 1,
        occurredAt: new Date().toISOString(),
        data,
      });
      const call = { from: 'inventory', to: 'orders', path: '/events', body };
      const signature = await signCall(call, TEST_KEYS.SERVICE_SIGNING_KEY);
      const headers = { 'x-service-signature': signature };
      return (await fetch(`${app.url}/events`, { method: 'POST', headers, body })).status;
    },
    restart: async () => {
      await app[Symbol.asyncDispose]();
      app = await start();
    },
    [Symbol.asyncDispose]: async () => {
      await app[Symbol.asyncDispose]();
      await stripe[Symbol.asyncDispose]();
      await peers[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export const ADMIN = aMember({ roles: ['ADMIN'] });
export const aSeller = (id = newId()) => aMember({ id, roles: ['SELLER'] });

export const ADDRESS = {
  recipient: 'Ada Lovelace',
  line1: '1 Main Street',
  city: 'Portland',
  region: 'OR',
  postalCode: '97201',
  country: 'US',
};

export const ORDER = `id number status paymentStatus fulfillmentStatus version email
  totals { total { minorUnits amount } } timeline { kind status } refunds { status amount { minorUnits } }
  payment { status declineCode amount { minorUnits } refunded { minorUnits } }
  lines { id quantity variant { id } } shipments { id trackingUrl deliveredAt lines { lineId quantity } }`;

export const PLACE = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) {
  order { ${ORDER} } payment { intentId clientSecret status }
  userErrors { __typename code message path
    ... on CheckoutRefusedError { currentVersion variantIds } ... on OutOfStockError { variantId available }
    ... on TotalChangedError { totals { discount { minorUnits } total { minorUnits currency } } }
    ... on PaymentDeclinedError { declineCode } } } }`;

export function placeInput(cart: CheckoutSnapshot, facts: Record<string, unknown> = {}) {
  return {
    cartId: cart.cartId,
    expectedCartVersion: cart.cartVersion,
    idempotencyKey: randomUUID(),
    email: 'ada@example.com',
    shippingAddress: ADDRESS,
    paymentMethod: { type: 'CARD', token: 'pm_card_visa' },
    ...facts,
  };
}

export const payingWith = (token: string) => ({ paymentMethod: { type: 'CARD', token } });

/** Puts a cart into the stand-in and orders it. @returns the whole payload */
export async function place(
  shop: Shop,
  {
    lines,
    viewer = aMember(),
    ...facts
  }: { lines?: readonly LineOfCart[]; viewer?: Viewer; [field: string]: unknown } = {},
) {
  const cart = aCart(lines);
  shop.peers.carts.set(cart.cartId, cart);
  const { data, errors } = await shop.ask(PLACE, { variables: { input: placeInput(cart, facts) }, viewer });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.orderPlace;
}

/** An order as an admin sees it. */
export async function readOrder(shop: Shop, id: string) {
  const { data } = await shop.ask(`query ($id: ID!) { order(id: $id) { ${ORDER} } }`, {
    variables: { id },
    viewer: ADMIN,
  });
  return data.order;
}

export async function rowCounts({ database: { sql } }: Shop): Promise<Record<string, number>> {
  const [counts] = await sql`select
    (select count(*)::int from orders) as orders, (select count(*)::int from order_events) as events,
    (select count(*)::int from payments) as payments, (select count(*)::int from refunds) as refunds,
    (select count(*)::int from shipments) as shipments, (select count(*)::int from placements) as placements,
    (select count(*)::int from idempotency_keys) as keys`;
  return { ...counts };
}

/** Has a job done now, and waits until it is. */
export async function runJob({ database: { sql } }: Shop, name: string): Promise<void> {
  const [job] = await sql`select (graphile_worker.add_job(${name}::text)).id`;
  const left = () => sql`select 1 from graphile_worker.jobs where id = ${job?.id}`;
  await until(async () => (await left()).length === 0, { what: name });
}
