import {
  anEvent,
  type CheckoutSnapshotRequest,
  type CheckoutSnapshotResponse,
  checkoutSnapshotResponse,
  type EventEnvelope,
  orderCancelled,
  orderPaid,
  orderPlaced,
  productChanged,
  releaseRedemptionsResponse,
  stockChanged,
  variantChanged,
} from '@souk/events';
import { CALL_SIGNATURE_HEADER, callService, newId, type SubgraphApp, signCall, type Viewer } from '@souk/subgraph-kit';
import {
  askSubgraph,
  createTestDatabase,
  type GraphqlAnswer,
  TEST_KEYS,
  testEnvironment,
} from '@souk/subgraph-kit/testing';
import type postgres from 'postgres';
import { inject } from 'vitest';
import type { z } from 'zod';
import { type CartsOverrides, createCartsApp } from '../src/app.js';
import { readCartsConfig } from '../src/config.js';

export interface TestCarts extends AsyncDisposable {
  readonly app: SubgraphApp;
  readonly databaseUrl: string;
  readonly sql: postgres.Sql;
  ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<GraphqlAnswer>;
  /** Delivers a fact at the events door. @returns the HTTP status */
  hear(fact: EventEnvelope): Promise<number>;
  /** What orders would ask. @param ask.orderId  not given: another one each time */
  snapshot(ask: Omit<CheckoutSnapshotRequest, 'orderId' | 'guestKey'> & AskedFor): Promise<CheckoutSnapshotResponse>;
  /** That the checkout becomes no order. @returns how many redemptions were given back */
  release(orderId: string): Promise<number>;
  /** What was told to anybody under this name, oldest first, as long as nobody has taken it. */
  told(name: string): Promise<{ to: string; fact: EventEnvelope }[]>;
  /** Makes a variant known. @returns its id */
  stock(variant?: Partial<VariantFacts>): Promise<string>;
  /** Makes many variants known at once, past the events door. @returns their ids */
  stockMany(count: number): Promise<string[]>;
}

export type AskedFor = Partial<Pick<CheckoutSnapshotRequest, 'orderId' | 'guestKey'>>;

export interface VariantFacts {
  readonly productId: string;
  readonly variantId: string;
  readonly version: number;
  readonly prices: readonly { currency: string; minorUnits: number }[];
  readonly isActive: boolean;
  readonly weightGrams: number;
  readonly taxClass: 'STANDARD' | 'REDUCED' | 'ZERO';
  readonly name: string;
}

export const FOUR_PRICES = [
  { currency: 'USD', minorUnits: 1999 },
  { currency: 'EUR', minorUnits: 1850 },
  { currency: 'JPY', minorUnits: 2990 },
  { currency: 'KWD', minorUnits: 6125 },
];

export async function startCarts(overrides: CartsOverrides = {}): Promise<TestCarts> {
  const database = await createTestDatabase(inject('postgresUrl'), 'carts');
  const app = await createCartsApp(readCartsConfig(testEnvironment(database.url)), { crontab: '', ...overrides });
  await app.listen();
  const hear = (fact: EventEnvelope) => deliver(app.url, fact);
  return {
    app,
    databaseUrl: database.url,
    sql: database.sql,
    hear,
    ask: (query, variables, viewer) => askSubgraph(app.url, query, { variables, viewer, address: '192.0.2.7' }),
    snapshot: (ask) =>
      call(
        app.url,
        '/service/checkout-snapshot',
        { orderId: newId(), guestKey: null, ...ask },
        checkoutSnapshotResponse,
      ),
    async release(orderId) {
      const { released } = await call(app.url, '/service/release-redemptions', { orderId }, releaseRedemptionsResponse);
      return released;
    },
    async told(name) {
      const rows = await database.sql<{ payload: { to: string; fact: EventEnvelope } }[]>`
        select payload from graphile_worker._private_jobs order by id`;
      return rows.map(({ payload }) => payload).filter(({ fact }) => fact?.name === name);
    },
    async stock(variant) {
      const fact = aVariantChange(variant);
      await hear(fact);
      return fact.data.variantId;
    },
    async stockMany(count) {
      const inserted = await database.sql<{ id: string }[]>`
        insert into catalogue_variants (id, product_id, seller_id, sku, name, weight_grams, is_active, prices, version)
        select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'LAMP-' || n, 'Lamp ' || n, 100, true, '{"USD": 1999}', 1
        from generate_series(1, ${count}) as n returning id`;
      return inserted.map(({ id }) => id);
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export function aVariantChange({ version = 1, ...facts }: Partial<VariantFacts> = {}) {
  const data = {
    variantId: newId(),
    productId: newId(),
    sellerId: newId(),
    sku: 'LAMP-1',
    name: 'Desk lamp (white)',
    weightGrams: 900,
    prices: [...FOUR_PRICES],
    isActive: true,
    ...facts,
  };
  return { ...anEvent(variantChanged, { data: { ...data, prices: [...data.prices] }, version, at: new Date() }), data };
}

export function aStockChange(variantId: string, availableQuantity: number, version = 1): EventEnvelope {
  return anEvent(stockChanged, { data: { variantId, productId: newId(), availableQuantity }, version, at: new Date() });
}

export function aProductChange(productId: string, categoryIds: string[], version = 1): EventEnvelope {
  const data = {
    productId,
    name: 'Desk lamp',
    description: '',
    brandId: null,
    brandName: null,
    categoryIds,
    sellerId: newId(),
    attributes: [],
    isActive: true,
    createdAt: new Date().toISOString(),
  };
  return anEvent(productChanged, { data, version, at: new Date() });
}

type Bought = readonly { variantId: string; quantity: number }[];

export function aPaidOrder(cartId: string, lines: Bought): EventEnvelope {
  return anEvent(orderPaid, { data: orderOf({ cartId, lines }), version: 2, at: new Date() });
}

export function aPlacedOrder(orderId: string): EventEnvelope {
  return anEvent(orderPlaced, { data: orderOf({ orderId }), version: 1, at: new Date() });
}

export function aCancelledOrder(orderId: string): EventEnvelope {
  const data = { ...orderOf({ orderId }), reason: 'Cancelled', refundedMinor: 0 };
  return anEvent(orderCancelled, { data, version: 2, at: new Date() });
}

function orderOf(facts: { orderId?: string; cartId?: string; lines?: Bought }) {
  const totals = { subtotalMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 };
  const { orderId = newId(), cartId = null, lines = [] } = facts;
  return {
    orderId,
    number: 'SK-TEST0001',
    cartId,
    userId: null,
    email: 'guest@example.test',
    phone: null,
    currency: 'USD',
    totals,
    lines: lines.map((line) => ({
      ...line,
      productId: newId(),
      sku: 'LAMP-1',
      name: 'Desk lamp',
      unitPriceMinor: 1999,
    })),
  };
}

export const BERLIN = {
  recipient: 'Ada Lovelace',
  line1: 'Unter den Linden 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10117',
  country: 'DE',
  phone: null,
};

function call<Answer>(url: string, path: string, body: unknown, answer: z.ZodType<Answer>): Promise<Answer> {
  const signingKey = TEST_KEYS.SERVICE_SIGNING_KEY;
  return callService({ from: 'orders', to: 'carts', url, path, body, answer, signingKey, timeoutMs: 30_000 });
}

async function deliver(url: string, fact: EventEnvelope): Promise<number> {
  const body = JSON.stringify(fact);
  const call = { from: 'products', to: 'carts', path: '/events', body };
  const response = await fetch(`${url}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [CALL_SIGNATURE_HEADER]: await signCall(call, TEST_KEYS.SERVICE_SIGNING_KEY),
    },
    body,
  });
  return response.status;
}
