import { failpoint, hashInput, ServiceUnavailableError, type Viewer } from '@souk/subgraph-kit';
import { paymentOfOrder } from '../data/payment.repository.js';
import { answerKey, findPlacement, type PlacementKey, releaseKey } from '../data/placement.repository.js';
import { PlacementInProgressError, type PlacementRefusal } from '../domain/order.errors.js';
import type { PaymentState } from '../domain/payment-outcome.js';
import { bookOrder } from './book-order.js';
import type { OrderRequest } from './booking.js';
import { claimPlacement } from './claim-placement.js';
import type { OrdersDependencies } from './dependencies.js';
import { settlePayment } from './settle-payment.js';
import { takeExchange } from './take-exchange.js';

export interface Placed {
  readonly kind: 'placed';
  readonly orderId: string;
  /** null when Stripe could not be asked: the order stays PENDING and Stripe is asked again later */
  readonly payment: PaymentState | null;
  /** set when the payment was refused and the order cancelled with it */
  readonly decline: { readonly code: string; readonly message: string } | null;
}

export type Placement = Placed | { readonly kind: 'refused'; readonly refusal: PlacementRefusal };

/** For the answer to the same key; within the router's deadline for a mutation, 15 s. */
const PATIENCE_MS = 10_000;

/**
 * Makes an order of a cart, and pays it when a payment method is given.
 *
 * A declined payment cancels the order and frees its stock; the cart stays, for another try with another key. When Stripe does not
 * answer, the order stays PENDING and is settled later, with one charge at most.
 *
 * @param idempotencyKey  same key and input: the same order, also at the same time and after a crash half way
 * @throws IdempotencyKeyReusedError  for the same key with another input
 * @throws PlacementInProgressError  while somebody else works on the key
 * @throws ServiceUnavailableError  when carts or inventory do not answer: nothing was made, the same key may try again
 */
export async function placeOrder(
  deps: OrdersDependencies,
  { viewer, requestId, idempotencyKey, request }: PlaceOrder,
): Promise<Placement> {
  const userId = viewer.kind === 'member' ? viewer.id : null;
  const at = { scope: userId ? `user:${userId}` : `cart:${request.cartId}`, key: idempotencyKey };
  const facts = { inputHash: hashInput(request), isGuest: userId === null, patienceMs: PATIENCE_MS };
  const claim = await claimPlacement(deps, at, facts);
  if (claim.kind === 'refused') return claim;
  if (claim.kind === 'placed') return placed(deps, claim.orderId);
  try {
    await failpoint('orders.place.key-claimed', claim.orderId);
    const booking = { orderId: claim.orderId, userId, requestId, request };
    const { exchangeOf } = request;
    const objection = exchangeOf && (await takeExchange(deps, { viewer, exchangeOf, newOrderId: claim.orderId }));
    const refusal = objection ?? (await deps.checkoutGate.pass(() => bookOrder(deps, booking)));
    const placement = refusal ? ({ kind: 'refused', refusal } as const) : await placed(deps, claim.orderId);
    await failpoint('orders.place.before-answer', claim.orderId);
    if (await answerKey(deps.database.db, at, { attempt: claim.attempt, refusal })) return placement;
    return await answerOfOther(deps, at);
  } catch (error) {
    await releaseKey(deps.database.db, at, claim.attempt);
    throw error;
  }
}

/** Our time was over, and another took over: the key has one answer, and it is not ours. */
async function answerOfOther(deps: OrdersDependencies, at: PlacementKey): Promise<Placement> {
  const other = await findPlacement(deps.database.db, at);
  if (!other || other.leasedUntil) throw new PlacementInProgressError();
  return other.refusal ? { kind: 'refused', refusal: other.refusal } : placed(deps, other.orderId);
}

export interface PlaceOrder {
  readonly viewer: Viewer;
  readonly requestId: string;
  readonly idempotencyKey: string;
  readonly request: OrderRequest;
}

async function placed(deps: OrdersDependencies, orderId: string): Promise<Placed> {
  const payment = await askForPayment(deps, orderId);
  const { status, failureCode, failureMessage } = await paymentOfOrder(deps.database.db, orderId);
  const isDeclined = status === 'FAILED';
  return {
    kind: 'placed',
    orderId,
    payment,
    decline: isDeclined
      ? { code: failureCode ?? 'unknown', message: failureMessage ?? 'The payment was refused' }
      : null,
  };
}

async function askForPayment(deps: OrdersDependencies, orderId: string): Promise<PaymentState | null> {
  try {
    const { intentId, paidAt } = await paymentOfOrder(deps.database.db, orderId);
    return paidAt && intentId ? await deps.payments.find(intentId) : await settlePayment(deps, orderId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    deps.logger.warn({ err: error, orderId }, 'the payment will be settled later');
    return null;
  }
}
