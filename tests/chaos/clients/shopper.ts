import { randomUUID } from 'node:crypto';
import type { ClientLog, Deed, Outcome } from './client-log.js';
import { askRouter } from './graphql-client.js';

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
  readonly #url: string;
  readonly #log: ClientLog;
  readonly #token: string | undefined;

  /** @param token  absent: a guest */
  constructor({ url, log, token }: { url: string; log: ClientLog; token?: string }) {
    this.#url = url;
    this.#log = log;
    this.#token = token;
  }

  createCart(lines: readonly Line[]): Promise<Outcome<CartSeen>> {
    const input = { currency: 'USD', lines, idempotencyKey: randomUUID() };
    return this.#mutate('cart-create', CREATE, { input }, {}, seenCart);
  }

  addLine(cartId: string, line: Line): Promise<Outcome<CartSeen>> {
    const asked = { cartId, variantId: line.variantId, quantity: line.quantity };
    return this.#mutate('lines-add', ADD, { input: { cartId, lines: [line] } }, asked, seenCart);
  }

  claimCart(cartId: string): Promise<Outcome<CartSeen>> {
    return this.#mutate('cart-claim', CLAIM, { input: { cartId } }, { cartId }, seenCart);
  }

  /** @param coupon.limit  how many orders may have it, for the checker */
  applyCoupon(cartId: string, { code, limit }: Coupon): Promise<Outcome<CartSeen>> {
    return this.#mutate('coupon-apply', COUPON, { input: { cartId, code } }, { cartId, code, limit }, seenCart);
  }

  placeOrder(cart: CartSeen, { idempotencyKey = randomUUID(), card = 'pm_card_visa', signal }: Placing = {}) {
    const input = {
      cartId: cart.id,
      expectedCartVersion: cart.version,
      idempotencyKey,
      email: 'ada@example.org',
      shippingAddress: ADDRESS,
      paymentMethod: card && { type: 'CARD', token: card },
    };
    const asked = { cartId: cart.id, cartVersion: cart.version, idempotencyKey };
    return this.#mutate('order-place', PLACE, { input }, asked, seenOrder, signal);
  }

  cancelOrder(orderId: string, idempotencyKey: string = randomUUID()): Promise<Outcome<OrderSeen>> {
    return this.#mutate('order-cancel', CANCEL, { input: { orderId, idempotencyKey } }, { orderId }, seenOrder);
  }

  /** An admin's. @returns the refund's id; refused when so much is not left */
  refundOrder(
    orderId: string,
    amountMinor: number,
    idempotencyKey: string = randomUUID(),
  ): Promise<Outcome<{ id: string }>> {
    const input = { orderId, amountMinor, reason: 'chaos', idempotencyKey };
    return this.#mutate('other', REFUND, { input }, { orderId, amountMinor }, ({ refund }) => ({ id: refund.id }));
  }

  /** Tries to cancel, then to read, an order of somebody else. */
  async trespass(orderId: string): Promise<void> {
    const input = { orderId, idempotencyKey: randomUUID() };
    await this.#mutate('trespass', CANCEL, { input }, { orderId }, () => ({}));
    const read = await askRouter(this.#url, { query: READ, variables: { id: orderId }, token: this.#token });
    if (read.kind === 'ok' && read.data.order)
      this.#note('trespass', { orderId }, { kind: 'ok', data: read.data.order });
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

  async #mutate<Seen extends object>(
    deed: Deed,
    query: string,
    variables: Record<string, unknown>,
    asked: Record<string, string | number>,
    see: (done: any) => Seen,
    signal?: AbortSignal,
  ): Promise<Outcome<Seen>> {
    const startedAt = Date.now();
    const answer = await askRouter(this.#url, { query, variables, token: this.#token, signal });
    const outcome = judge(answer, see);
    this.#note(deed, asked, outcome as Outcome<Record<string, string | number>>, startedAt);
    return outcome;
  }

  #note(
    deed: Deed,
    asked: Record<string, string | number>,
    outcome: Outcome<Record<string, string | number>>,
    startedAt = Date.now(),
  ): void {
    this.#log.add({ deed, asked, startedAt, endedAt: Date.now(), outcome });
  }
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

function judge<Seen>(answer: Outcome<any>, see: (done: any) => Seen): Outcome<Seen> {
  if (answer.kind !== 'ok') return answer;
  const { done } = answer.data;
  const [userError] = done.userErrors;
  return userError ? { kind: 'refused', code: userError.code } : { kind: 'ok', data: see(done) };
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
