import { failpoint, hashInput, ServiceUnavailableError } from '@souk/subgraph-kit';
import { findOrder, isCartOrdered } from '../data/order.repository.js';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { Booking } from './booking.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { writeOrder } from './write-order.js';

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
