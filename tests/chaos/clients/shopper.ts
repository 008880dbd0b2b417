import { randomUUID } from 'node:crypto';
import type { ClientLog, Outcome } from './client-log.js';
import { LoggedClient } from './logged-client.js';

const CART = 'cart { id version lines { quantity variant { id } } } userErrors { code message }';
const CREATE = `mutation ($input: CartCreateInput!) { done: cartCreate(input: $input) { ${CART} } }`;
const ADD = `mutation ($input: CartLinesAddInput!) { done: cartLinesAdd(input: $input) { ${CART} } }`;
const CLAIM = `mutation ($input: CartClaimInput!) { done: cartClaim(input: $input) { ${CART} } }`;
const COUPON = `mutation ($input: CartCouponApplyInput!) { done: cartCouponApply(input: $input) { ${CART} } }`;
const ORDER = 'order { id status paymentStatus } userErrors { code message }';
const PLACE = `mutation ($input: OrderPlaceInput!) {
  done: orderPlace(input: $input) { ${ORDER} payment { intentId clientSecret } } }`;
const CANCEL = `mutation ($input: OrderCancelInput!) { done: orderCancel(input: $input) { ${ORDER} } }`;
const REFUND = `mutation ($input: OrderRefundInput!) {
  done: orderRefund(input: $input) { refund { id } userErrors { code message } } }`;
const READ = 'query ($id: ID!) { order(id: $id) { id status paymentStatus } }';

const ADDRESS = {
  recipient: 'Ada Lovelace',
  line1: '12 Canal Street',
  city: 'Rotterdam',
  postalCode: '3011 AA',
  country: 'NL',
};

export interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

export interface Coupon {
  readonly code: string;
  readonly limit: number;
}

export interface CartSeen {
  readonly id: string;
  readonly version: number;
}

export interface Placing {
  readonly idempotencyKey?: string;
  /** a test card; null: the browser confirms */
  readonly card?: string | null;
  readonly signal?: AbortSignal;
  /** the return whose place the order takes */
  readonly exchangeOf?: { readonly orderId: string; readonly returnId: string };
}

export interface OrderSeen {
  readonly id: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly intentId?: string;
  readonly clientSecret?: string;
}

/** A client of the shop who writes down each call and what became of it. */
export class Shopper {
  readonly #client: LoggedClient;

  /** @param facts.token  absent: a guest */
  constructor(facts: { url: string; log: ClientLog; token?: string }) {
    this.#client = new LoggedClient(facts);
  }

  createCart(lines: readonly Line[]): Promise<Outcome<CartSeen>> {
    const input = { currency: 'USD', lines, idempotencyKey: randomUUID() };
    return this.#client.mutate({ deed: 'cart-create', query: CREATE, variables: { input }, see: seenCart });
  }

  addLine(cartId: string, line: Line): Promise<Outcome<CartSeen>> {
    const asked = { cartId, variantId: line.variantId, quantity: line.quantity };
    const variables = { input: { cartId, lines: [line] } };
    return this.#client.mutate({ deed: 'lines-add', query: ADD, variables, asked, see: seenCart });
  }

  claimCart(cartId: string): Promise<Outcome<CartSeen>> {
    const asked = { cartId };
    return this.#client.mutate({ deed: 'cart-claim', query: CLAIM, variables: { input: asked }, asked, see: seenCart });
  }

  /** @param coupon.limit  how many orders may have it, for the checker */
  applyCoupon(cartId: string, { code, limit }: Coupon): Promise<Outcome<CartSeen>> {
    const variables = { input: { cartId, code } };
    const asked = { cartId, code, limit };
    return this.#client.mutate({ deed: 'coupon-apply', query: COUPON, variables, asked, see: seenCart });
  }

  placeOrder(
    cart: CartSeen,
    { idempotencyKey = randomUUID(), card = 'pm_card_visa', signal, exchangeOf }: Placing = {},
  ) {
    const input = {
      cartId: cart.id,
      expectedCartVersion: cart.version,
      idempotencyKey,
      email: 'ada@example.org',
      shippingAddress: ADDRESS,
      paymentMethod: card && { type: 'CARD', token: card },
      exchangeOf,
    };
    const asked = { cartId: cart.id, cartVersion: cart.version, idempotencyKey };
    return this.#client.mutate({
      deed: 'order-place',
      query: PLACE,
      variables: { input },
      asked,
      see: seenOrder,
      signal,
    });
  }

  cancelOrder(orderId: string, idempotencyKey: string = randomUUID()): Promise<Outcome<OrderSeen>> {
    const variables = { input: { orderId, idempotencyKey } };
    return this.#client.mutate({ deed: 'order-cancel', query: CANCEL, variables, asked: { orderId }, see: seenOrder });
  }

  /** An admin's. @returns the refund's id; refused when so much is not left */
  refundOrder(
    orderId: string,
    amountMinor: number,
    idempotencyKey: string = randomUUID(),
  ): Promise<Outcome<{ id: string }>> {
    const input = { orderId, amountMinor, reason: 'chaos', idempotencyKey };
    const see = ({ refund }: any) => ({ id: String(refund.id) });
    return this.#client.mutate({ deed: 'other', query: REFUND, variables: { input }, see });
  }

  /** Tries to cancel, then to read, an order of somebody else. */
  async trespass(orderId: string): Promise<void> {
    const input = { orderId, idempotencyKey: randomUUID() };
    const asked = { orderId };
    await this.#client.mutate({ deed: 'trespass', query: CANCEL, variables: { input }, asked, see: () => ({}) });
    const read = await this.#client.ask(READ, { id: orderId });
    if (read.kind === 'ok' && read.data.order)
      this.#client.note('trespass', asked, { kind: 'ok', data: read.data.order });
  }

  /** As a browser does at Stripe itself, with what `orderPlace` gave. @returns whether Stripe took it */
  async payAtStripe(order: OrderSeen, simulator: { url: string; publishableKey: string }, card = 'pm_card_visa') {
    const { intentId = '', clientSecret = '' } = order;
    const response = await fetch(`${simulator.url}/v1/payment_intents/${intentId}/confirm`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.publishableKey}` },
      body: new URLSearchParams({
        client_secret: clientSecret,
        payment_method: card,
        return_url: 'http://127.0.0.1/done',
      }),
    });
    return response.ok;
  }

  insist = insist;
}

/** Asks until there is a definite answer, as a careful client does: with the same key. */
export async function insist<Data>(
  call: () => Promise<Outcome<Data>>,
  { forMs = 60_000 }: { forMs?: number } = {},
): Promise<Outcome<Data>> {
  const deadline = Date.now() + forMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 1_000)) {
    const outcome = await call();
    if (outcome.kind !== 'unknown' || Date.now() + pauseMs > deadline) return outcome;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function seenCart({ cart }: any): CartSeen {
  return { id: cart.id, version: cart.version };
}

function seenOrder({ order, payment }: any): OrderSeen {
  const { id, status, paymentStatus } = order;
  return {
    id,
    status,
    paymentStatus,
    ...(payment && { intentId: payment.intentId, clientSecret: payment.clientSecret }),
  };
}
