import { GUEST, newId, ROUTER_CONTEXT_HEADER, signRouterContext } from '../../../packages/subgraph-kit/src/index.ts';
import { letBuy } from './load.mjs';
import { aHotItem, keptOf, post } from './shop.mjs';

const CART = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) { cart { id version } userErrors { code } } }`;
const ORDER = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id paymentStatus } userErrors { code message } } }`;

const ADDRESS = {
  recipient: 'Ada Lovelace',
  line1: '12 Canal Street',
  city: 'Rotterdam',
  postalCode: '3011 AA',
  country: 'NL',
};

const BUSY = ['SERVICE_UNAVAILABLE', 'CONFLICT', 'IDEMPOTENCY_KEY_IN_PROGRESS'];

/** A context is good for 60 seconds. */
const RENEW_MS = 20_000;

/** @param door  `orders`: the subgraph's own, with a context as the router signs it; `router` */
export function wholeCheckout(door) {
  return async (shop, { buyers, units, atOnce }) => {
    const variantId = await aHotItem(shop, Math.max(units, 1));
    const carts = await fillCarts(shop, { buyers, variantId });
    const headers = door === 'router' ? async () => ({}) : signedContext(shop);
    const url = `${door === 'router' ? shop.routerUrl : shop.subgraphs.orders.url}/graphql`;
    const attempt = (buyer) => buy(url, headers, carts[buyer]);
    const figures = await letBuy({ buyers, atOnce }, { cpu: shop.cpu, attempt });
    return { ...figures, kept: await keptOf(shop, variantId) };
  };
}

/** As a shopper would: again with the same key while the shop is too busy. @returns whether he got a piece */
async function buy(url, makeHeaders, cart) {
  const idempotencyKey = newId();
  for (;;) {
    const isSold = await placeOrder(url, await makeHeaders(), { ...cart, idempotencyKey });
    if (isSold !== null) return isSold;
  }
}

/** @returns null when the shop could not answer now */
async function placeOrder(url, headers, { id, version, idempotencyKey }) {
  const input = {
    cartId: id,
    expectedCartVersion: version,
    idempotencyKey,
    email: 'ada@example.org',
    shippingAddress: ADDRESS,
    paymentMethod: { type: 'CARD', token: 'pm_card_visa' },
  };
  const { data, errors } = await post(url, headers, JSON.stringify({ query: ORDER, variables: { input } }));
  if (errors && BUSY.includes(errors[0].extensions.code)) return null;
  if (errors) throw new Error(`An order was answered with ${JSON.stringify(errors).slice(0, 300)}`);
  const { order, userErrors } = data.orderPlace;
  if (order?.paymentStatus === 'PAID') return true;
  if (userErrors[0]?.code === 'OUT_OF_STOCK') return false;
  throw new Error(`An order was answered with ${JSON.stringify(data).slice(0, 300)}`);
}

/** One cart a buyer, before the sale begins. */
async function fillCarts(shop, { buyers, variantId }) {
  const headers = signedContext(shop);
  const carts = [];
  const fill = async () => {
    while (carts.length < buyers) {
      const at = carts.push(undefined) - 1;
      const input = { currency: 'USD', lines: [{ variantId, quantity: 1 }] };
      const body = JSON.stringify({ query: CART, variables: { input } });
      const { data } = await post(`${shop.subgraphs.carts.url}/graphql`, await headers(), body);
      if (!data?.cartCreate.cart) throw new Error(`A cart was answered with ${JSON.stringify(data)}`);
      carts[at] = data.cartCreate.cart;
    }
  };
  await Promise.all(Array.from({ length: 32 }, fill));
  return carts;
}

function signedContext({ keys }) {
  const sign = () => signRouterContext({ viewer: GUEST, requestId: newId(), client: {} }, keys.ROUTER_SIGNING_KEY);
  let signedAt = 0;
  let context;
  return async () => {
    if (Date.now() - signedAt > RENEW_MS) {
      signedAt = Date.now();
      context = sign();
    }
    return { [ROUTER_CONTEXT_HEADER]: await context };
  };
}
