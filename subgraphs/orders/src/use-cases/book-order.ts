import { type AddressShape, anEvent, type CheckoutSnapshot, orderPlaced, type ReserveResponse } from '@souk/events';
import { failpoint, hashInput, isCurrency, newId, ServiceUnavailableError } from '@souk/subgraph-kit';
import { findOrder, insertOrder, isCartOrdered, lockCart, type NewOrder } from '../data/order.repository.js';
import { insertPayment } from '../data/payment.repository.js';
import { queueRecheck } from '../data/settlement.queue.js';
import { addWorkingDays } from '../domain/estimated-delivery.js';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { newOrderNumber } from '../domain/order-number.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { factsOf } from './order-facts.js';
import type { ExchangeOf } from './take-exchange.js';

/** What the shopper asked for, already parsed. */
export interface OrderRequest {
  readonly cartId: string;
  readonly expectedCartVersion: number;
  readonly email: string;
  readonly shippingAddress: AddressShape;
  readonly billingAddress: AddressShape;
  readonly shippingOptionId: string | null;
  /** null when the client confirms the payment itself */
  readonly methodToken: string | null;
  /** the return whose place the order takes */
  readonly exchangeOf: ExchangeOf | null;
}

export interface Booking {
  readonly orderId: string;
  readonly userId: string | null;
  readonly requestId: string;
  readonly request: OrderRequest;
}

/**
 * Asks carts what is to be paid, holds the stock, and writes the order, PENDING. Safe to repeat with the same `orderId`.
 *
 * @returns null when the order stands; else why there is none: then nothing is held, but for what an earlier attempt that died left to
 *   the reservation's time limit
 * @throws ServiceUnavailableError  when carts or inventory do not answer
 * Emits `order-placed` (outbox, same transaction).
 */
export async function bookOrder(deps: OrdersDependencies, booking: Booking): Promise<PlacementRefusal | null> {
  const { orderId, userId, request, requestId } = booking;
  if (await findOrder(deps.database.db, orderId)) return null;
  const { cartId, expectedCartVersion, shippingAddress, shippingOptionId } = request;
  const cart = { cartId, cartVersion: expectedCartVersion, orderId };
  if (await isCartOrdered(deps.database.db, cart)) return ALREADY_ORDERED;
  const taken = await deps.checkout.takeSnapshot(
    {
      orderId,
      cartId,
      userId,
      guestKey: userId === null ? hashInput(request.email.toLowerCase()) : null,
      expectedVersion: expectedCartVersion,
      shippingAddress,
      shippingOptionId,
    },
    requestId,
  );
  if (taken.kind === 'refused') return { kind: 'checkout', refusal: taken.refusal };
  await failpoint('orders.book.after-snapshot', orderId);
  const reserved = await deps.checkout.reserve(
    {
      orderId,
      lines: taken.snapshot.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
      ttlSeconds: deps.config.reservationTtlSeconds,
      country: shippingAddress.country,
    },
    requestId,
  );
  if (reserved.kind === 'short') {
    await giveRedemptionsBack(deps, booking);
    return { kind: 'out-of-stock', lines: reserved.lines };
  }
  await failpoint('orders.book.after-reserve', orderId);
  const isWritten = await writeOrder(deps, booking, taken.snapshot, reserved);
  await failpoint('orders.book.after-commit', orderId);
  if (!isWritten) {
    await giveStockBack(deps, booking);
    await giveRedemptionsBack(deps, booking);
    return ALREADY_ORDERED;
  }
  wakeFollowers(deps, orderId);
  return null;
}

/** Should carts not answer, it asks what became of the order once the claims' time is over. */
async function giveRedemptionsBack({ checkout, logger }: OrdersDependencies, { orderId, requestId }: Booking) {
  try {
    await checkout.releaseRedemptions(orderId, requestId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    logger.warn({ err: error, orderId }, 'redemptions will be given back later');
  }
}

/** Should inventory not answer, the reservation's time limit does it. */
async function giveStockBack({ checkout, logger }: OrdersDependencies, { orderId, requestId }: Booking) {
  try {
    await checkout.release(orderId, requestId);
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    logger.warn({ err: error, orderId }, 'the stock will be free later');
  }
}

const ALREADY_ORDERED: PlacementRefusal = {
  kind: 'checkout',
  refusal: {
    code: 'CART_ALREADY_ORDERED',
    message: 'This cart has been ordered: pay or cancel that order, or change the cart',
    currentVersion: null,
    variantIds: [],
  },
};

type Reserved = Extract<ReserveResponse, { kind: 'reserved' }>;

/** @returns false when somebody else has ordered the cart meanwhile */
async function writeOrder(
  deps: OrdersDependencies,
  booking: Booking,
  snapshot: CheckoutSnapshot,
  reserved: Reserved,
): Promise<boolean> {
  const fresh = newOrder(booking, { snapshot, reserved, at: deps.clock() });
  const { methodToken } = booking.request;
  const { claimsHeldUntil } = snapshot;
  while (true) {
    const inserted = await insertBooked(deps, fresh, { methodToken, claimsHeldUntil });
    if (inserted !== 'taken') return inserted === 'booked';
    if (await findOrder(deps.database.db, booking.orderId)) return true;
    fresh.order.number = newOrderNumber();
  }
}

/**
 * @param facts.claimsHeldUntil  later, redemptions of promotions that were claimed for the order may be another's: it is not written
 * @returns 'taken' when the number is, or the order stands already; 'ordered' when the cart has another order: nothing is written then
 */
async function insertBooked(
  { database, outbox, config, clock }: OrdersDependencies,
  { order, lines, event }: NewOrder,
  { methodToken, claimsHeldUntil }: { methodToken: string | null; claimsHeldUntil: string | undefined },
): Promise<'booked' | 'taken' | 'ordered'> {
  return database.db.transaction(async (tx) => {
    const { id: orderId, cartId, cartVersion } = order;
    if (cartId) {
      await lockCart(tx, cartId);
      if (await isCartOrdered(tx, { cartId, cartVersion, orderId })) return 'ordered';
    }
    if (!(await insertOrder(tx, { order, lines, event }))) return 'taken';
    await insertPayment(tx, {
      orderId: order.id,
      intentId: null,
      methodToken,
      status: order.paymentStatus,
      captureMethod: config.captureMethod,
      amountMinor: order.totalMinor,
      authorizedMinor: 0,
      captureDueMinor: 0,
      capturedMinor: 0,
      refundedMinor: 0,
      refundClaimedMinor: 0,
      disputedMinor: 0,
      paidAt: null,
      failureId: null,
      failureCode: null,
      failureMessage: null,
    });
    const at = order.createdAt;
    await outbox.append(tx, [anEvent(orderPlaced, { data: factsOf(order, lines), version: order.version, at })]);
    await queueRecheck(tx, order.id, config.paymentRecheckSeconds);
    if (claimsHeldUntil && clock() > new Date(claimsHeldUntil)) throw new ServiceUnavailableError('carts');
    await failpoint('orders.book.before-commit', order.id);
    return 'booked';
  });
}

function newOrder(
  { orderId, userId, request }: Booking,
  { snapshot, reserved, at }: { snapshot: CheckoutSnapshot; reserved: Reserved; at: Date },
): NewOrder & { order: { number: string } } {
  const { currency, totals, shippingOption } = snapshot;
  if (!isCurrency(currency)) throw new Error(`carts priced a cart in ${currency}`);
  const order: Order & { cartVersion: number; number: string } = {
    id: orderId,
    number: newOrderNumber(),
    userId,
    email: request.email,
    cartId: snapshot.cartId,
    cartVersion: snapshot.cartVersion,
    currency,
    status: 'PENDING',
    paymentStatus: 'REQUIRES_PAYMENT',
    fulfillmentStatus: 'UNFULFILLED',
    version: 1,
    ...totals,
    includedTaxMinor: includedTaxOf(snapshot),
    shippingAddress: request.shippingAddress,
    billingAddress: request.billingAddress,
    maxDeliveryDays: shippingOption.maxDays,
    estimatedDeliveryAt: addWorkingDays(at, shippingOption.maxDays),
    reservedUntil: new Date(reserved.expiresAt),
    createdAt: at,
    updatedAt: at,
  };
  const lines = snapshot.lines.map(({ weightGrams: _, ...line }) => ({
    id: newId(),
    orderId,
    ...line,
    includedTaxMinor: line.includedTaxMinor ?? 0,
    taxRateBasisPoints: line.taxRateBasisPoints ?? null,
    returnedQuantity: 0,
    refundedQuantity: 0,
  }));
  const event = {
    orderId,
    version: 1,
    kind: 'ORDER_PLACED',
    status: 'PENDING',
    previousStatus: null,
    message: 'The order was placed',
    at,
  } as const;
  return { order, lines, event };
}

function includedTaxOf({ lines, shippingTax }: CheckoutSnapshot): number {
  return lines.reduce((sum, { includedTaxMinor = 0 }) => sum + includedTaxMinor, shippingTax?.includedTaxMinor ?? 0);
}
