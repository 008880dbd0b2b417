import { anEvent, type EventData, type EventType, orderPaid, productChanged } from '@souk/events';
import { CALL_SIGNATURE_HEADER, newId, signCall } from '@souk/subgraph-kit';
import {
  askSubgraph,
  createTestDatabase,
  TEST_KEYS,
  type TestDatabase,
  testEnvironment,
} from '@souk/subgraph-kit/testing';
import { inject } from 'vitest';
import { createRecommendationsApp, type RecommendationsApp, type RecommendationsOverrides } from '../src/app.js';
import { readRecommendationsConfig } from '../src/config.js';

export interface TestRecommendations extends AsyncDisposable {
  readonly app: RecommendationsApp;
  readonly sql: TestDatabase['sql'];
  readonly databaseUrl: string;
  ask(query: string, asking?: Parameters<typeof askSubgraph>[2]): ReturnType<typeof askSubgraph>;
}

/** A recommendations of its own, listening, that trains when it is told to. */
export async function startRecommendations(overrides: RecommendationsOverrides = {}): Promise<TestRecommendations> {
  const database = await createTestDatabase(inject('postgresUrl'), 'recommendations');
  const app = await startOn(database.url, overrides);
  return {
    app,
    sql: database.sql,
    databaseUrl: database.url,
    ask: (query, asking = {}) => askSubgraph(app.url, query, asking),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** @param variables  by default it hardly ever looks for models of others, so that statements can be counted */
export async function startOn(
  databaseUrl: string,
  overrides: RecommendationsOverrides = {},
  variables: Record<string, string> = { RECOMMENDATIONS_MODEL_POLL_SECONDS: '3600' },
): Promise<RecommendationsApp> {
  const config = readRecommendationsConfig(testEnvironment(databaseUrl, variables));
  const app = await createRecommendationsApp(config, { crontab: '', ...overrides });
  await app.listen();
  return app;
}

type ProductFacts = EventData<typeof productChanged>;

export function aProduct(facts: Partial<ProductFacts> = {}): ProductFacts {
  return {
    productId: newId(),
    name: 'A thing',
    description: 'It is what it is.',
    brandId: null,
    brandName: null,
    categoryIds: [],
    sellerId: newId(),
    attributes: [],
    isActive: true,
    createdAt: '2026-05-01T12:00:00Z',
    ...facts,
  };
}

/** Brings an event to the door as its publisher's worker would, twice, as may happen. @returns the statuses */
export async function tell<Data>(
  { app }: Pick<TestRecommendations, 'app'>,
  type: EventType<string, Data>,
  data: Data,
  { version = 1, at = new Date() }: { version?: number; at?: Date } = {},
): Promise<number[]> {
  const body = JSON.stringify(anEvent(type, { data, version, at }));
  const call = { from: 'products', to: 'recommendations', path: '/events', body };
  const headers = { [CALL_SIGNATURE_HEADER]: await signCall(call, TEST_KEYS.SERVICE_SIGNING_KEY) };
  const send = async () => (await fetch(`${app.url}/events`, { method: 'POST', headers, body })).status;
  return [await send(), await send()];
}

/** Tells of a product. @returns its id */
export async function listProduct(part: TestRecommendations, facts: Partial<ProductFacts> = {}): Promise<string> {
  const product = aProduct(facts);
  await tell(part, productChanged, product);
  return product.productId;
}

/** A paid order. @param userId  null for a guest */
export async function buy(
  part: TestRecommendations,
  userId: string | null,
  productIds: readonly string[],
  at = new Date(),
): Promise<number[]> {
  const lines = productIds.map((productId) => ({
    variantId: newId(),
    productId,
    sku: 'SKU',
    name: 'A thing',
    quantity: 1,
    unitPriceMinor: 100,
  }));
  const order = {
    orderId: newId(),
    number: 'SK-TEST',
    cartId: null,
    userId,
    email: 'buyer@example.org',
    phone: null,
    currency: 'USD',
    totals: { subtotalMinor: 0, discountMinor: 0, shippingMinor: 0, taxMinor: 0, totalMinor: 0 },
    lines,
  };
  return tell(part, orderPaid, order, { at });
}
