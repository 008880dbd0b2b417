import type { CheckoutLine, CheckoutSnapshot, CheckoutSnapshotRequest, CheckoutSnapshotResponse } from '@souk/events';
import { failpoint } from '@souk/subgraph-kit';
import { lockCart } from '../data/cart.repository.js';
import { type ReadCart, readPricedCart } from '../data/priced-cart.repository.js';
import { lockRedemptions } from '../data/redemption.repository.js';
import { type Cart, mayUseCart } from '../domain/cart.js';
import { deliveryDay, isoDay } from '../domain/delivery-day.js';
import type { PricedLine } from '../domain/price-cart.js';
import { isLimited } from '../domain/promotion.js';
import { customerOf } from '../domain/redemption.js';
import { claimRedemptions } from './claim-redemptions.js';
import type { CartsDependencies } from './dependencies.js';
import { refuseChanged, refused, refuseShipping, refuseUsedUp } from './refuse-checkout.js';

/** Longer than placing an order takes, repetitions included. */
const CLAIM_TTL_MS = 10 * 60_000;

/**
 * Says what exactly is to be paid for a cart sent to this address, or why it can't be bought now, and claims the order's redemptions of
 * promotions that have a limit. The cart stays as it is, but for the refusals that the shopper need see only once: see `refuseChanged`.
 *
 * Stock is not looked at: the reservation is the answer to that. Safe to repeat with the same `orderId`.
 * Source: docs/decisions/0021-promotions.md
 */
export function takeCheckoutSnapshot(
  { database, clock }: CartsDependencies,
  ask: CheckoutSnapshotRequest,
): Promise<CheckoutSnapshotResponse> {
  return database.db.transaction(async (tx) => {
    const cart = await lockCart(tx, ask.cartId);
    await failpoint('carts.snapshot.locked', ask.cartId);
    if (!cart || !mayUseCart(cart, ask.userId)) return refused('CART_NOT_FOUND', 'Cart not found');
    if (cart.version !== ask.expectedVersion) {
      return refused('CART_VERSION_STALE', 'The cart has changed', { currentVersion: cart.version });
    }
    const { orderId, guestKey, shippingAddress } = ask;
    const earlier = (await lockRedemptions(tx, orderId)).filter(({ state }) => state !== 'RELEASED');
    const claimedIds = earlier.map(({ promotionId }) => promotionId);
    const shippingOptionId = ask.shippingOptionId ?? cart.shippingOptionId;
    const at = clock();
    const priced = await readPricedCart(tx, { ...cart, shippingAddress, shippingOptionId, guestKey, claimedIds }, at);
    const refusal = (await refuseChanged(tx, { cart, priced, at })) ?? refuseShipping(cart, priced, ask);
    if (refusal) return refusal;
    const heldUntil = new Date(at.getTime() + CLAIM_TTL_MS);
    const customer = customerOf(cart.userId, guestKey);
    const claim = { orderId, customer, promotionIds: limitedOnesOf(priced), earlier, heldUntil };
    const usedUp = await claimRedemptions(tx, claim);
    await failpoint('carts.snapshot.claimed', orderId);
    return usedUp.length > 0 ? refuseUsedUp(tx, { cart, usedUp, at }) : snapshotOf(cart, { priced, heldUntil, at });
  });
}

function limitedOnesOf({ discounts }: ReadCart): string[] {
  return discounts.flatMap(({ promotion, amountMinor }) =>
    isLimited(promotion) && amountMinor > 0 ? [promotion.id] : [],
  );
}

function snapshotOf(
  cart: Cart,
  { priced, heldUntil, at }: { priced: ReadCart; heldUntil: Date; at: Date },
): CheckoutSnapshotResponse {
  const { shippingOption, calendar, totals, pricesIncludeTax, shippingTax, coupons } = priced;
  if (!shippingOption || !calendar) throw new Error('A cart without shipping was refused before');
  const { id, name, minDays, maxDays } = shippingOption;
  const snapshot: CheckoutSnapshot = {
    cartId: cart.id,
    cartVersion: cart.version,
    currency: cart.currency,
    lines: priced.lines.map(checkoutLineOf),
    totals,
    pricesIncludeTax,
    shippingTax,
    couponCodes: coupons.flatMap(({ promotion, objection }) => (objection ? [] : (promotion.code ?? []))),
    shippingOption: { id, name, minDays, maxDays, latestDeliveryOn: isoDay(deliveryDay(at, maxDays, calendar)) },
    claimsHeldUntil: heldUntil.toISOString(),
  };
  return { kind: 'snapshot', snapshot };
}

function checkoutLineOf({ line, variant, ...amounts }: PricedLine): CheckoutLine {
  const { id: variantId, productId, sellerId, sku, name, weightGrams } = variant;
  const { unitPriceMinor, subtotalMinor, discountMinor, taxMinor, includedTaxMinor } = amounts;
  const { quantity } = line;
  return {
    ...{ variantId, productId, sellerId, sku, name, weightGrams, quantity },
    ...{ unitPriceMinor, subtotalMinor, discountMinor, taxMinor, includedTaxMinor },
    taxRateBasisPoints: amounts.rateBasisPoints,
  };
}
