import type { CheckoutSnapshot } from '@souk/events';
import { type Currency, failpoint, hashInput, isCurrency } from '@souk/subgraph-kit';
import type { PlacementRefusal } from '../domain/order.errors.js';
import type { Booking } from './booking.js';
import type { OrdersDependencies } from './dependencies.js';
import { giveRedemptionsBack } from './undo-booking.js';

/** What exactly is to be paid, in a currency that we price in. */
export type PricedCheckout = CheckoutSnapshot & { readonly currency: Currency };

export type Pricing =
  | { readonly kind: 'priced'; readonly snapshot: PricedCheckout }
  | { readonly kind: 'refused'; readonly refusal: PlacementRefusal };

/**
 * Asks carts what is to be paid, which claims the redemptions of limited promotions, and compares it with what the shopper has seen: the
 * version of a cart does not tell that a promotion or a tax rate has ended since. Safe to repeat with the same `orderId`.
 *
 * @throws ServiceUnavailableError  when carts does not answer
 */
export async function priceCheckout(deps: OrdersDependencies, booking: Booking): Promise<Pricing> {
  const { orderId, userId, request, requestId } = booking;
  const { cartId, expectedCartVersion: expectedVersion, shippingAddress, shippingOptionId } = request;
  const guestKey = userId === null ? hashInput(request.email.toLowerCase()) : null;
  const taken = await deps.checkout.takeSnapshot(
    { orderId, cartId, userId, guestKey, expectedVersion, shippingAddress, shippingOptionId },
    requestId,
  );
  if (taken.kind === 'refused') return { kind: 'refused', refusal: { kind: 'checkout', refusal: taken.refusal } };
  await failpoint('orders.book.after-snapshot', orderId);
  const { currency, totals } = taken.snapshot;
  if (!isCurrency(currency)) throw new Error(`carts priced a cart in ${currency}`);
  const { expectedTotal } = request;
  if (!expectedTotal || (expectedTotal.minorUnits === totals.totalMinor && expectedTotal.currency === currency)) {
    return { kind: 'priced', snapshot: { ...taken.snapshot, currency } };
  }
  await giveRedemptionsBack(deps, booking);
  return { kind: 'refused', refusal: { kind: 'total-changed', quote: { currency, ...totals } } };
}
