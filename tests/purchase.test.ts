import { ApolloClient, HttpLink, InMemoryCache, split } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import type { RecommendationsApp } from '@souk/recommendations';
import { until } from '@souk/subgraph-kit/testing';
import { OperationTypeNode, print } from 'graphql';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PartnerDeliverShipmentDocument, PartnerFulfilOrderDocument } from '../schema/generated/partners/graphql.js';
import {
  AddToCartDocument,
  BrowseHomeDocument,
  ClaimCartDocument,
  FollowOrderDocument,
  type FollowOrderSubscription,
  MyAccountDocument,
  PlaceOrderDocument,
  ProductPageDocument,
  RegisterDocument,
  SearchProductsDocument,
  SetShippingAddressDocument,
  StartCartDocument,
  ViewCartDocument,
} from '../schema/generated/storefront/graphql.js';
import { anAddress, anOrderInput, aVariant, required, type Souk, startSouk } from './_souk.js';

/** A browser: Apollo Client 4 over HTTP, and over graphql-ws for subscriptions. */
class Browser implements AsyncDisposable {
  token: string | undefined;
  readonly #socket;
  readonly client;

  constructor(url: string) {
    const authorization = () => (this.token ? { authorization: `Bearer ${this.token}` } : {});
    this.#socket = createSocketClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: authorization,
    });
    const fetchSigned: typeof fetch = (input, init) =>
      fetch(input, { ...init, headers: { ...Object(init?.headers), ...authorization() } });
    this.client = new ApolloClient({
      cache: new InMemoryCache(),
      defaultOptions: { query: { fetchPolicy: 'no-cache' } },
      link: split(
        ({ query }) => {
          const definition = getMainDefinition(query);
          return 'operation' in definition && definition.operation === OperationTypeNode.SUBSCRIPTION;
        },
        new GraphQLWsLink(this.#socket),
        new HttpLink({ uri: url, fetch: fetchSigned }),
      ),
    });
  }

  async [Symbol.asyncDispose]() {
    this.client.stop();
    await this.#socket.dispose();
  }
}

type Change = FollowOrderSubscription['orderStatusChanged'];

let souk: Souk;
let browser: Browser;

beforeAll(async () => {
  souk = await startSouk();
  browser = new Browser(souk.url);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await souk?.[Symbol.asyncDispose]();
});

it('takes a guest from the front page to the delivered parcel, live', async () => {
  const { client } = browser;

  // browse and search
  const home = await client.query({ query: BrowseHomeDocument });
  expect(home.data?.categories.length).toBeGreaterThan(3);
  const { product, variant } = aVariant({ pieces: 20 });
  const search = await client.query({ query: SearchProductsDocument, variables: { query: product.name, first: 5 } });
  expect(search.data?.productSearch.nodes.map(({ slug }) => slug)).toContain(product.slug);
  const page = await client.query({ query: ProductPageDocument, variables: { slug: product.slug } });
  expect(page.data?.product?.variants.find(({ id }) => id === variant.id)?.availability?.inStock).toBe(true);
  expect(page.data?.product?.seller?.name).toBeTruthy();

  // a guest's cart
  const lines = [{ variantId: variant.id, quantity: 2 }];
  const started = await client.mutate({
    mutation: StartCartDocument,
    variables: { input: { currency: 'USD', lines } },
  });
  const guestCart = required(started.data?.cartCreate.cart);
  await client.mutate({
    mutation: AddToCartDocument,
    variables: { input: { cartId: guestCart.id, lines: [{ variantId: variant.id, quantity: 1 }] } },
  });

  // register: the cart follows
  const email = `buyer-${Date.now()}@example.org`;
  const registered = await client.mutate({
    mutation: RegisterDocument,
    variables: { input: { email, password: 'Souk-demo-1', firstName: 'Grace', lastName: 'Hopper' } },
  });
  browser.token = required(registered.data?.userRegister.accessToken);
  const claimed = await client.mutate({ mutation: ClaimCartDocument, variables: { input: { cartId: guestCart.id } } });
  const cart = required(claimed.data?.cartClaim.cart);
  expect(cart.lines).toMatchObject([{ quantity: 3, variant: { id: variant.id } }]);

  // address, options, totals
  const addressed = await client.mutate({
    mutation: SetShippingAddressDocument,
    variables: { input: { cartId: cart.id, address: anAddress } },
  });
  const { version, shippingOptions } = required(addressed.data?.cartShippingAddressSet.cart);
  expect(shippingOptions.length).toBeGreaterThan(1);
  const viewed = await client.query({ query: ViewCartDocument, variables: { id: cart.id } });
  const { totals, taxes } = required(viewed.data?.cart);
  const price = required(variant.prices.find(({ currency }) => currency === 'USD')).minorUnits;
  expect(Number(totals.subtotal.amount) * 100).toBeCloseTo(3 * price, 5);
  const taxed = taxes.reduce((sum, { net, tax }) => sum + Number(net.amount) + Number(tax.amount), 0);
  expect(taxed).toBeCloseTo(Number(totals.total.amount), 5);

  // order, not yet paid: the client will confirm the payment itself
  const before = await stockOf(variant.id);
  const placed = await client.mutate({
    mutation: PlaceOrderDocument,
    variables: {
      input: {
        ...anOrderInput(),
        email,
        cartId: cart.id,
        expectedCartVersion: version,
        expectedTotal: { minorUnits: totals.total.minorUnits, currency: totals.total.currency },
        shippingOptionId: shippingOptions[0]?.optionId,
        paymentMethod: null,
      },
    },
  });
  const { order, payment, userErrors } = required(placed.data?.orderPlace);
  expect(userErrors).toEqual([]);
  expect(order).toMatchObject({ status: 'PENDING', totals: { total: { minorUnits: totals.total.minorUnits } } });
  const orderId = required(order).id;

  // one who watches from before the payment, over WebSocket
  const seen: Change[] = [];
  const watching = client
    .subscribe({ query: FollowOrderDocument, variables: { orderId, after: '' } })
    .subscribe(({ data }) => void (data && seen.push(data.orderStatusChanged)));
  await until(() => seen.length > 0, { what: 'the first event' });

  // the browser pays at Stripe; the webhook confirms
  await payAtStripe(required(payment), 'pm_card_visa');
  await until(() => seen.some(({ status }) => status === 'PROCESSING'), { what: 'PROCESSING' });
  const cursor = required(seen[0]).cursor;

  // the warehouse sends it, the carrier brings it
  const admin = await souk.logIn('ADMIN');
  const fulfilled = await souk.ask(
    PartnerFulfilOrderDocument,
    { input: { orderId, carrier: 'PostNL', trackingNumber: '3SSOUK1' } },
    admin,
  );
  const shipment = required(fulfilled.data.orderFulfill.order?.shipments[0]);
  await souk.ask(PartnerDeliverShipmentDocument, { input: { shipmentId: shipment.id } }, admin);
  await until(() => seen.some(({ status }) => status === 'DELIVERED'), { what: 'DELIVERED' });
  watching.unsubscribe();

  const story = seen.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1]);
  expect(story).toEqual(['PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED']);
  expect(new Set(seen.map((change) => change.cursor)).size).toBe(seen.length);
  expect(seen.at(-1)?.order.lines).toMatchObject([{ quantity: 3, variant: { product: { slug: product.slug } } }]);

  // one who was away comes back with a cursor, over server-sent events
  const missed = await readBySse({ orderId, after: cursor }, browser.token, seen.length - 1);
  expect(missed.map((change) => change.cursor)).toEqual(seen.slice(1).map((change) => change.cursor));

  // what it did to the shop
  expect(await stockOf(variant.id)).toBe(before - 3);
  const account = await until(async () => {
    const { data } = await client.query({ query: MyAccountDocument });
    return data?.me?.cart?.lines.length === 0 || data?.me?.cart === null ? data : null;
  });
  expect(account.me?.orders?.nodes).toMatchObject([{ id: orderId, status: 'DELIVERED' }]);
  await train();
  const { data: after } = await client.query({ query: MyAccountDocument });
  const items = required(after?.me?.recommendations).items;
  expect(items.map((item) => item.product.slug)).not.toContain(product.slug);
  expect(items.map(({ reason }) => reason).join(' ')).toContain(product.name);
  const inbox = await fetch(`${souk.platform.subgraphs.users.url}/dev/inbox?format=json`);
  const subjects = ((await inbox.json()) as { recipient: string; subject: string }[])
    .filter(({ recipient }) => recipient === email)
    .map(({ subject }) => subject.replace(/SK-\w+/, '…'));
  expect(subjects.toReversed()).toEqual([
    'Welcome to Souk',
    'We received your order …',
    'Your order … is confirmed',
    'Your order … is on its way',
    'Your order … has arrived',
  ]);
});

/** The next training of the recommendations, without waiting for its minute. */
async function train(): Promise<void> {
  const app = required(souk.platform.subgraphs.recommendations.app) as RecommendationsApp;
  await until(async () => (await app.train()) !== 'nothing new', { what: 'the purchase to be heard of' });
}

async function stockOf(variantId: string): Promise<number> {
  const admin = await souk.logIn('ADMIN');
  const query = 'query ($id: ID!) { productVariant(id: $id) { availability { availableQuantity } } }';
  const { data } = await souk.ask<{ productVariant: { availability: { availableQuantity: number } } }, unknown>(
    query,
    { id: variantId },
    admin,
  );
  return data.productVariant.availability.availableQuantity;
}

/** What Stripe.js does in a browser: with the publishable key and the client secret. */
async function payAtStripe(payment: { intentId: string; clientSecret: string }, method: string): Promise<void> {
  const simulator = required(souk.platform.simulator);
  const response = await fetch(`${simulator.url}/v1/payment_intents/${payment.intentId}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.publishableKey}` },
    body: new URLSearchParams({
      client_secret: payment.clientSecret,
      payment_method: method,
      return_url: 'http://127.0.0.1/done',
    }),
  });
  expect(response.status).toBe(200);
}

async function readBySse(
  variables: { orderId: string; after: string },
  token: string,
  count: number,
): Promise<Change[]> {
  const client = createSseClient({ url: souk.url, headers: { authorization: `Bearer ${token}` } });
  const changes: Change[] = [];
  for await (const { data } of client.iterate<FollowOrderSubscription>({
    query: print(FollowOrderDocument),
    variables,
  })) {
    if (data) changes.push(data.orderStatusChanged);
    if (changes.length === count) break;
  }
  client.dispose();
  return changes;
}
