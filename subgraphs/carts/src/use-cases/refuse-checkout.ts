import type { CheckoutRefusal, CheckoutSnapshotRequest, CheckoutSnapshotResponse } from '@souk/events';
import { saveCart } from '../data/cart.repository.js';
import { saveLines } from '../data/cart-line.repository.js';
import type { CartsTransaction } from '../data/database.js';
import type { ReadCart } from '../data/priced-cart.repository.js';
import type { Cart } from '../domain/cart.js';
import type { PricedLine } from '../domain/price-cart.js';
import type { PromotionObjection } from '../domain/promotion-objection.js';

/** Time or others took these away: the shopper may not have seen it. */
const LOST: readonly PromotionObjection['code'][] = ['COUPON_INVALID', 'COUPON_USED_UP', 'COUPON_USED_BEFORE'];

/**
 * Refuses a cart that is not what the shopper last saw. Two of the refusals come once: PRICE_CHANGED makes the lines remember today's
 * prices, and coupons that have ended or are used up are taken off (CART_VERSION_STALE). Both write the next version, given as
 * `currentVersion`; asked again with it, the cart passes.
 *
 * @returns null when there is nothing to refuse
 */
export async function refuseChanged(
  tx: CartsTransaction,
  { cart, priced, at }: { cart: Cart; priced: ReadCart; at: Date },
): Promise<CheckoutSnapshotResponse | null> {
  const { version: currentVersion } = cart;
  if (priced.lines.length === 0) return refused('CART_EMPTY', 'The cart is empty', { currentVersion });
  const lost = priced.coupons.filter(({ objection }) => objection && LOST.includes(objection.code));
  if (lost.length > 0) {
    const message = 'A coupon no longer holds and was taken off';
    return takeOff(tx, { cart, promotionIds: lost.map(({ promotion }) => promotion.id), message, at });
  }
  const gone = priced.lines.filter(({ sellingPriceMinor }) => sellingPriceMinor === null);
  if (gone.length > 0) {
    return refused('VARIANT_UNAVAILABLE', 'No longer on sale', { currentVersion, variantIds: variantIdsOf(gone) });
  }
  const repriced = priced.lines.filter(({ line, unitPriceMinor }) => line.rememberedPriceMinor !== unitPriceMinor);
  if (repriced.length === 0) return null;
  await rememberPrices(tx, cart, repriced);
  const { version } = await saveCart(tx, cart, { at });
  const variantIds = variantIdsOf(repriced);
  return refused('PRICE_CHANGED', 'A price has changed', { currentVersion: version, variantIds });
}

/** Another order took the last use meanwhile. Comes once, too. @param facts.usedUp  ids of promotions */
export function refuseUsedUp(
  tx: CartsTransaction,
  { cart, usedUp, at }: { cart: Cart; usedUp: readonly string[]; at: Date },
): Promise<CheckoutSnapshotResponse> {
  return takeOff(tx, { cart, promotionIds: usedUp, message: 'A promotion has been used up', at });
}

export function refuseShipping(
  { version: currentVersion }: Cart,
  { shippingOption }: ReadCart,
  { shippingOptionId }: CheckoutSnapshotRequest,
): CheckoutSnapshotResponse | null {
  if (!shippingOption) {
    return refused('SHIPPING_NOT_AVAILABLE', 'Nothing ships this cart to this address', { currentVersion });
  }
  if (shippingOptionId !== null && shippingOption.id !== shippingOptionId) {
    return refused('SHIPPING_OPTION_UNKNOWN', 'This option does not ship to this address', { currentVersion });
  }
  return null;
}

export function refused(
  code: CheckoutRefusal['code'],
  message: string,
  facts: { currentVersion?: number; variantIds?: string[] } = {},
): CheckoutSnapshotResponse {
  const { currentVersion = null, variantIds = [] } = facts;
  return { kind: 'refused', refusal: { code, message, currentVersion, variantIds } };
}

async function takeOff(
  tx: CartsTransaction,
  facts: { cart: Cart; promotionIds: readonly string[]; message: string; at: Date },
): Promise<CheckoutSnapshotResponse> {
  const { cart, message, at } = facts;
  const promotionIds = cart.promotionIds.filter((id) => !facts.promotionIds.includes(id));
  const { version } = await saveCart(tx, cart, { promotionIds, at });
  return refused('CART_VERSION_STALE', message, { currentVersion: version });
}

function rememberPrices(tx: CartsTransaction, cart: Cart, lines: readonly PricedLine[]): Promise<void> {
  const planned = lines.map(({ line, unitPriceMinor }) => ({
    variantId: line.variantId,
    quantity: line.quantity,
    rememberedPriceMinor: unitPriceMinor,
  }));
  return saveLines(tx, cart.id, planned);
}

function variantIdsOf(lines: readonly PricedLine[]): string[] {
  return lines.map(({ line }) => line.variantId);
}
