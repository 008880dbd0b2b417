import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { createWorld, DEMO_LOGINS, DEMO_PASSWORD } from '@souk/demo-world';
import type { Platform } from '@souk/platform';
import { startTestPlatform, type TestPlatformOptions } from '@souk/platform/testing';
import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { type DocumentNode, print } from 'graphql';
import { inject } from 'vitest';
import {
  AddToCartDocument,
  LogInDocument,
  PlaceOrderDocument,
  RegisterDocument,
  StartCartDocument,
} from '../schema/generated/storefront/graphql.js';

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** The whole of Souk for one test file, with the demo world in it unless told otherwise. */
export async function startSouk(options: Partial<TestPlatformOptions> = {}): Promise<Souk> {
  const redis = inject('redisKind') === 'in-process' ? {} : { redisUrl: inject('redisUrl') };
  return new Souk(await startTestPlatform({ postgresUrl: inject('postgresUrl'), ...redis, seed: 'demo', ...options }));
}

export const world = createWorld('demo');

/** The second is said of a key whose first request is still under way. */
const TOO_BUSY = new Set<unknown>(['SERVICE_UNAVAILABLE', 'CONFLICT']);

export class Souk implements AsyncDisposable {
  readonly platform: Platform;
  readonly url: string;

  constructor(platform: Platform) {
    this.platform = platform;
    this.url = `${platform.routerUrl}/graphql`;
  }

  /** One operation by POST. @param operation  a typed document, or text for what no front end asks */
  async ask<Data, Variables>(
    operation: TypedDocumentNode<Data, Variables> | string,
    variables?: Variables | Record<string, unknown>,
    token?: string,
  ): Promise<Answer<Data>> {
    const query = typeof operation === 'string' ? operation : print(operation as DocumentNode);
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer<Data>, 'status'>) };
  }

  /** The access token of a demo login, or of anyone with the demo password. */
  async logIn(who: keyof typeof DEMO_LOGINS | { email: string }): Promise<string> {
    const email = typeof who === 'string' ? DEMO_LOGINS[who] : who.email;
    const { data, errors } = await this.ask(LogInDocument, { input: { email, password: DEMO_PASSWORD } });
    if (errors) throw new Error(`${email} could not log in: ${JSON.stringify(errors)}`);
    return required(data.userLogin.accessToken);
  }

  async register(): Promise<{ email: string; token: string; id: string }> {
    const email = `${newId()}@example.org`;
    const input = { email, password: DEMO_PASSWORD, firstName: 'Ada', lastName: 'Lovelace' };
    const { data } = await this.ask(RegisterDocument, { input });
    const { accessToken, user } = data.userRegister;
    return { email, token: required(accessToken), id: required(user).id };
  }

  /** A cart of these lines; a guest's without a token. */
  async cartOf(
    lines: { variantId: string; quantity: number }[],
    token?: string,
  ): Promise<{ id: string; version: number }> {
    const { data } = await this.ask(StartCartDocument, { input: { currency: 'USD', lines } }, token);
    return required(data.cartCreate.cart);
  }

  async addToCart(cartId: string, lines: { variantId: string; quantity: number }[], token?: string) {
    return (await this.ask(AddToCartDocument, { input: { cartId, lines } }, token)).data.cartLinesAdd;
  }

  async placeOrder(
    input: Partial<ReturnType<typeof anOrderInput>> & {
      cartId: string;
      expectedCartVersion: number;
      expectedTotal?: { minorUnits: number; currency: string };
    },
    token?: string,
  ) {
    return this.ask(PlaceOrderDocument, { input: { ...anOrderInput(), ...input } }, token);
  }

  /** As a shopper would: tries again with the same key, a little later, while the shop is too busy, until there is an answer. */
  async placeOrderPatiently(input: Parameters<Souk['placeOrder']>[0]) {
    const idempotencyKey = newId();
    return until(
      async () => {
        const { data, errors } = await this.placeOrder({ idempotencyKey, ...input });
        if (!errors) return data.orderPlace;
        if (errors.every(({ extensions }) => TOO_BUSY.has(extensions.code))) return null;
        throw new Error(JSON.stringify(errors));
      },
      { what: 'an answer', timeoutMs: 500_000, everyMs: 250 },
    );
  }

  /** @returns the statements each subgraph sends while the work is done */
  async countStatements(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const counts = () =>
      Object.entries(this.platform.subgraphs).map(([name, { app }]) => [name, required(app).statementCount()] as const);
    const before = new Map(counts());
    await work();
    return Object.fromEntries(counts().map(([name, count]) => [name, count - (before.get(name) ?? 0)]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.platform[Symbol.asyncDispose]();
  }
}

export const anAddress = {
  recipient: 'Ada Lovelace',
  line1: '12 Canal Street',
  city: 'Rotterdam',
  postalCode: '3011 AA',
  country: 'NL',
};

export function anOrderInput() {
  return {
    idempotencyKey: newId(),
    email: 'ada@example.org',
    shippingAddress: anAddress,
    paymentMethod: { type: 'CARD', token: 'pm_card_visa' } as { type: 'CARD'; token: string } | null,
  };
}

/** A variant of the demo world that is on sale, with about so many pieces to sell. */
export function aVariant({
  pieces = 20,
  atMost = Number.POSITIVE_INFINITY,
  skip = 0,
}: {
  pieces?: number;
  atMost?: number;
  skip?: number;
} = {}) {
  const stock = new Map<string, number>();
  for (const { variantId, onHand, safetyStock } of world.stock()) {
    stock.set(variantId, (stock.get(variantId) ?? 0) + Math.max(0, onHand - safetyStock));
  }
  const products = [...world.products()].filter(({ isActive }) => isActive);
  const found = products
    .flatMap((product) =>
      product.variants.map((variant) => ({ product, variant, available: stock.get(variant.id) ?? 0 })),
    )
    .filter(({ variant, available }) => variant.isActive && available >= pieces && available <= atMost);
  return required(found[skip]);
}

export function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('Expected a value, got none');
  return value;
}
