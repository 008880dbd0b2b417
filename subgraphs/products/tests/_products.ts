import { anEvent, type EventType } from '@souk/events';
import { CALL_SIGNATURE_HEADER, newId, type SubgraphApp, signCall, type Viewer } from '@souk/subgraph-kit';
import {
  aMember,
  askSubgraph,
  createTestDatabase,
  type GraphqlAnswer,
  TEST_KEYS,
  type TestDatabase,
  testEnvironment,
} from '@souk/subgraph-kit/testing';
import { inject } from 'vitest';
import { createProductsApp } from '../src/app.js';
import { readProductsConfig } from '../src/config.js';

export const ADMIN = aMember({ roles: ['MEMBER', 'ADMIN'] });
export const SELLER = aMember({ roles: ['MEMBER', 'SELLER'] });
export const OTHER_SELLER = aMember({ roles: ['MEMBER', 'SELLER'] });

export interface TestProducts extends AsyncDisposable {
  readonly app: SubgraphApp;
  readonly sql: TestDatabase['sql'];
  readonly databaseUrl: string;
  /** @throws when there are errors */
  ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<GraphqlAnswer['data']>;
  /** the code of the first error, thrown or the payload's; undefined when it went well */
  refusal(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<unknown>;
  /** a department, or a category below another @returns its id */
  category(name: string, parentId?: string): Promise<string>;
  product(facts?: Partial<ProductFacts>): Promise<TestProduct>;
  /** how many statements the query takes */
  statementsOf(query: string, variables?: Record<string, unknown>): Promise<number>;
}

export interface ProductFacts {
  name: string;
  description: string;
  longDescription: string;
  brandName: string;
  categoryId: string;
  attributes: { key: string; label: string; value: string }[];
  specifications: Record<string, unknown>;
  /** of the single variant, USD cents; ignored with `variants` */
  price: number;
  variants: Record<string, unknown>[];
  viewer: Viewer;
}

export interface TestProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly variants: { id: string; sku: string; name: string }[];
}

export const CREATE = `mutation ($input: ProductCreateInput!) { productCreate(input: $input) {
  product { id slug name variants { id sku name } } userErrors { code path } } }`;

/** @param variables  environment beside the tests’ own */
export async function startProducts(variables: Record<string, string> = {}): Promise<TestProducts> {
  const database = await createTestDatabase(inject('postgresUrl'), 'products');
  const app = await createProductsApp(readProductsConfig(testEnvironment(database.url, variables)));
  await app.listen();
  const ask: TestProducts['ask'] = async (query, variables, viewer) => {
    const { data, errors } = await askSubgraph(app.url, query, { variables, viewer });
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const category = async (name: string, parentId?: string): Promise<string> => {
    const query = 'mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id } } }';
    return (await ask(query, { input: { name, parentId } }, ADMIN)).categoryCreate.category.id;
  };
  let anyCategory: Promise<string> | undefined;
  return {
    app,
    sql: database.sql,
    databaseUrl: database.url,
    ask,
    category,
    async refusal(query, variables, viewer) {
      const { data, errors } = await askSubgraph(app.url, query, { variables, viewer });
      const [payload] = Object.values<any>(data ?? {});
      return errors?.[0]?.extensions.code ?? payload?.userErrors?.[0]?.code;
    },
    async product({ price = 1_000, viewer = SELLER, ...facts } = {}) {
      anyCategory ??= category('Things');
      const input = {
        name: 'A thing',
        description: 'It does what it says.',
        categoryId: facts.categoryId ?? (await anyCategory),
        variants: [aVariant({ prices: [{ currency: 'USD', minorUnits: price }] })],
        ...facts,
      };
      return (await ask(CREATE, { input }, viewer)).productCreate.product;
    },
    async statementsOf(query, variables) {
      const before = app.statementCount();
      await ask(query, variables);
      return app.statementCount() - before;
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export function aVariant(facts: Record<string, unknown> = {}): Record<string, unknown> {
  return { sku: `SKU-${newId()}`, weightGrams: 100, prices: [{ currency: 'USD', minorUnits: 1_000 }], ...facts };
}

/** The facts that wait for delivery, oldest first; one per fact, whatever the number of subscribers. */
export async function factsOf({ sql }: TestProducts, name: string): Promise<{ version: number; data: any }[]> {
  const rows = await sql`
    select distinct on (payload -> 'fact' ->> 'id') payload -> 'fact' as fact
    from graphile_worker._private_jobs where payload -> 'fact' ->> 'name' = ${name}
    order by payload -> 'fact' ->> 'id'`;
  return rows.map(({ fact }) => fact);
}

/** Brings an event to the door as its publisher's worker would. @returns a function that brings the same once more */
export async function tell<Data>({ app }: TestProducts, type: EventType<string, Data>, data: Data, version = 1) {
  const path = '/events';
  const body = JSON.stringify(anEvent(type, { data, version, at: new Date() }));
  const deliver = async (): Promise<number> => {
    const call = { from: 'inventory', to: 'products', path, body };
    const signature = await signCall(call, TEST_KEYS.SERVICE_SIGNING_KEY);
    const headers = { 'content-type': 'application/json', [CALL_SIGNATURE_HEADER]: signature };
    return (await fetch(app.url + path, { method: 'POST', headers, body })).status;
  };
  const status = await deliver();
  if (status !== 204) throw new Error(`The door answered ${status}`);
  return deliver;
}
