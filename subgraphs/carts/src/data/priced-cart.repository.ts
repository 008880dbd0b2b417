import { groupByKeys } from '@souk/subgraph-kit';
import type { Cart } from '../domain/cart.js';
import { type PricedCart, priceCart } from '../domain/price-cart.js';
import { isInForce, type Promotion } from '../domain/promotion.js';
import { taxRateFor } from '../domain/tax.js';
import { findStockedLines } from './cart-line.repository.js';
import type { CartsReader } from './database.js';
import { findPromotions } from './promotion.repository.js';
import { findShippingServices } from './shipping.repository.js';
import { findTaxRates } from './tax.repository.js';

/** As much of a cart as its price depends on. */
export interface CartToRead extends Pick<Cart, 'id' | 'currency' | 'promotionId' | 'shippingOptionId'> {
  readonly shippingAddress: { readonly country: string; readonly region: string | null } | null;
}

export interface ReadCart extends PricedCart {
  /** the coupon that takes something off; null when there is none, or none in force */
  readonly coupon: Promotion | null;
}

/**
 * Reads and prices whole carts in at most five statements, whatever the number of carts and lines.
 *
 * @param at  decides which coupons are in force
 * @returns   one per cart, same order; lines in the order in which they were first added
 */
export async function readPricedCarts(db: CartsReader, carts: readonly CartToRead[], at: Date): Promise<ReadCart[]> {
  const promotionIds = carts.flatMap(({ promotionId }) => promotionId ?? []);
  const countries = carts.flatMap(({ shippingAddress }) => shippingAddress?.country ?? []);
  const asks = carts.flatMap(({ shippingAddress, currency }) =>
    shippingAddress ? [{ country: shippingAddress.country, currency }] : [],
  );
  const cartIds = carts.map(({ id }) => id);
  const [lines, promotions, taxRates, servicesOfAsks] = await Promise.all([
    findStockedLines(db, cartIds),
    findPromotions(db, promotionIds),
    findTaxRates(db, countries),
    findShippingServices(db, asks),
  ]);
  const linesOfCarts = groupByKeys(cartIds, lines, ({ line }) => line.cartId);
  const services = servicesOfAsks.values();
  return carts.map((cart, index) => {
    const promotion = promotions.find(({ id }) => id === cart.promotionId);
    const coupon = promotion && isInForce(promotion, at) ? promotion : null;
    const priced = priceCart({
      currency: cart.currency,
      lines: linesOfCarts[index] ?? [],
      percentOff: coupon?.percentOff ?? 0,
      taxRateBasisPoints: taxRateFor(taxRates, cart.shippingAddress),
      services: (cart.shippingAddress && services.next().value) ?? [],
      shippingOptionId: cart.shippingOptionId,
    });
    return { ...priced, coupon };
  });
}

/** The same for one cart. */
export async function readPricedCart(db: CartsReader, cart: CartToRead, at: Date): Promise<ReadCart> {
  const [priced] = await readPricedCarts(db, [cart], at);
  if (!priced) throw new Error('One cart in, one out');
  return priced;
}
