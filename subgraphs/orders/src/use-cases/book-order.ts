import { failpoint } from '@souk/subgraph-kit';
import { findOrder, isCartOrdered } from '../data/order.repository.js';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { Booking } from './booking.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { priceCheckout } from './price-checkout.js';
import { giveRedemptionsBack, giveStockBack } from './undo-booking.js';
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
  const { orderId, request, requestId } = booking;
  if (await findOrder(deps.database.db, orderId)) return null;
  const { cartId, expectedCartVersion, shippingAddress } = request;
  const cart = { cartId, cartVersion: expectedCartVersion, orderId };
  if (await isCartOrdered(deps.database.db, cart)) return ALREADY_ORDERED;
  const pricing = await priceCheckout(deps, booking);
  if (pricing.kind === 'refused') return pricing.refusal;
  const { snapshot } = pricing;
  const reserved = await deps.checkout.reserve(
    {
      orderId,
      lines: snapshot.lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
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
  const isWritten = await writeOrder(deps, booking, snapshot, reserved);
  await failpoint('orders.book.after-commit', orderId);
  if (!isWritten) {
    await giveStockBack(deps, booking);
    await giveRedemptionsBack(deps, booking);
    return ALREADY_ORDERED;
  }
  wakeFollowers(deps, orderId);
  return null;
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
