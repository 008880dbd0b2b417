import {
  anEvent,
  type CheckoutSnapshotRequest,
  type CheckoutSnapshotResponse,
  checkoutSnapshotResponse,
  type EventEnvelope,
  orderPaid,
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
import { type CartsOverrides, createCartsApp } from '../src/app.js';
import { readCartsConfig } from '../src/config.js';

export interface TestCarts extends AsyncDisposable {
  readonly app: SubgraphApp;
  readonly databaseUrl: string;
  readonly sql: postgres.Sql;
  ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<GraphqlAnswer>;
  /** Delivers a fact at the events door. @returns the HTTP status */
  hear(fact: EventEnvelope): Promise<number>;
  /** What orders would ask. */
  snapshot(ask: CheckoutSnapshotRequest): Promise<CheckoutSnapshotResponse>;
  /** Makes a variant known. @returns its id */
  stock(variant?: Partial<VariantFacts>): Promise<string>;
  /** Makes many variants known at once, past the events door. @returns their ids */
  stockMany(count: number): Promise<string[]>;
}

export interface VariantFacts {
  readonly variantId: string;
  readonly version: number;
  readonly prices: readonly { currency: string; minorUnits: number }[];
  readonly isActive: boolean;
  readonly weightGrams: number;
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
  const app = await createCartsApp(readCartsConfig(testEnvironment(database.url)), overrides);
  await app.listen();
  const hear = (fact: EventEnvelope) => deliver(app.url, fact);
  return {
    app,
    databaseUrl: database.url,
    sql: database.sql,
    hear,
    ask: (query, variables, viewer) => askSubgraph(app.url, query, { variables, viewer, address: '192.0.2.7' }),
    snapshot: (ask) =>
      callService({
        from: 'orders',
        to: 'carts',
        url: app.url,
        path: '/service/checkout-snapshot',
        body: ask,
        answer: checkoutSnapshotResponse,
        signingKey: TEST_KEYS.SERVICE_SIGNING_KEY,
        timeoutMs: 10_000,
      }),
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

export function aPaidOrder(cartId: string, lines: readonly { variantId: string; quantity: number }[]): EventEnvelope {
  const totals = { subtotalMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 };
  const data = {
    orderId: newId(),
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
  return anEvent(orderPaid, { data, version: 2, at: new Date() });
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
