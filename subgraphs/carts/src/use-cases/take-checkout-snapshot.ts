import type {
  CheckoutLine,
  CheckoutRefusal,
  CheckoutSnapshot,
  CheckoutSnapshotRequest,
  CheckoutSnapshotResponse,
} from '@souk/events';
import { failpoint } from '@souk/subgraph-kit';
import { lockCart, saveCart } from '../data/cart.repository.js';
import { saveLines } from '../data/cart-line.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { type ReadCart, readPricedCart } from '../data/priced-cart.repository.js';
import { type Cart, mayUseCart } from '../domain/cart.js';
import type { PricedLine } from '../domain/price-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Says what exactly is to be paid for a cart sent to this address, or why it can't be bought now. The cart stays as it is, but for two
 * refusals that the shopper need see only once: PRICE_CHANGED makes the lines remember today's prices, and a coupon that has ended is
 * taken off (CART_VERSION_STALE). Both write the next version, given as `currentVersion`; asked again with it, the cart passes.
 *
 * Stock is not looked at: the reservation is the answer to that.
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
    const at = clock();
    const shippingOptionId = ask.shippingOptionId ?? cart.shippingOptionId;
    const { shippingAddress } = ask;
    const priced = await readPricedCart(tx, { ...cart, shippingAddress, shippingOptionId }, at);
    const refusal = (await refuseChanged(tx, { cart, priced, at })) ?? refuseShipping(cart, priced, ask);
    return refusal ?? snapshotOf(cart, priced);
  });
}

async function refuseChanged(
  tx: CartsTransaction,
  { cart, priced, at }: { cart: Cart; priced: ReadCart; at: Date },
): Promise<CheckoutSnapshotResponse | null> {
  const { version: currentVersion } = cart;
  if (priced.lines.length === 0) return refused('CART_EMPTY', 'The cart is empty', { currentVersion });
  if (cart.promotionId && !priced.coupon) {
    const { version } = await saveCart(tx, cart, { promotionId: null, at });
    return refused('CART_VERSION_STALE', 'The coupon has ended and was taken off', { currentVersion: version });
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

function rememberPrices(tx: CartsTransaction, cart: Cart, lines: readonly PricedLine[]): Promise<void> {
  const planned = lines.map(({ line, unitPriceMinor }) => ({
    variantId: line.variantId,
    quantity: line.quantity,
    rememberedPriceMinor: unitPriceMinor,
  }));
  return saveLines(tx, cart.id, planned);
}

function refuseShipping(
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

function snapshotOf(cart: Cart, priced: ReadCart): CheckoutSnapshotResponse {
  const { shippingOption, totals, coupon } = priced;
  if (!shippingOption) throw new Error('A cart without shipping was refused before');
  const { id, name, minDays, maxDays } = shippingOption;
  const snapshot: CheckoutSnapshot = {
    cartId: cart.id,
    cartVersion: cart.version,
    currency: cart.currency,
    lines: priced.lines.map(checkoutLineOf),
    totals,
    couponCodes: coupon ? [coupon.code] : [],
    shippingOption: { id, name, minDays, maxDays },
  };
  return { kind: 'snapshot', snapshot };
}

function checkoutLineOf({ line, variant, ...amounts }: PricedLine): CheckoutLine {
  const { id: variantId, productId, sellerId, sku, name, weightGrams } = variant;
  const { unitPriceMinor, subtotalMinor, discountMinor, taxMinor } = amounts;
  const { quantity } = line;
  return {
    ...{ variantId, productId, sellerId, sku, name, weightGrams, quantity },
    ...{ unitPriceMinor, subtotalMinor, discountMinor, taxMinor },
  };
}

function variantIdsOf(lines: readonly PricedLine[]): string[] {
  return lines.map(({ line }) => line.variantId);
}

function refused(
  code: CheckoutRefusal['code'],
  message: string,
  facts: { currentVersion?: number; variantIds?: string[] } = {},
): CheckoutSnapshotResponse {
  const { currentVersion = null, variantIds = [] } = facts;
  return { kind: 'refused', refusal: { code, message, currentVersion, variantIds } };
}
