import { groupByKeys } from '@souk/subgraph-kit';
import type { Cart } from '../domain/cart.js';
import type { DeliveryCalendar } from '../domain/delivery-day.js';
import { type PricedCart, priceCart } from '../domain/price-cart.js';
import type { Promotion } from '../domain/promotion.js';
import type { PromotionObjection, PromotionOffer } from '../domain/promotion-objection.js';
import { customerOf } from '../domain/redemption.js';
import { regimeFor, type TaxDestination } from '../domain/tax.js';
import { findStockedLines } from './cart-line.repository.js';
import type { CartsReader } from './database.js';
import { type CustomerUses, findCustomerUses, findOffers } from './promotion.repository.js';
import { findCalendars, findShippingServices } from './shipping.repository.js';
import { findTaxZones } from './tax.repository.js';

/** As much of a cart as its price depends on. */
export interface CartToRead extends Pick<Cart, 'id' | 'currency' | 'userId' | 'promotionIds' | 'shippingOptionId'> {
  readonly shippingAddress: TaxDestination | null;
  /** tells guests apart for limits per customer; known at the checkout only */
  readonly guestKey?: string | null;
  /** promotions of which the checkout that asks has a use already: it does not count against it */
  readonly claimedIds?: readonly string[];
}

export interface ReadCart extends PricedCart {
  /** those in the cart, in the order in which they were put in; without an objection it takes something off */
  readonly coupons: readonly { readonly promotion: Promotion; readonly objection: PromotionObjection | null }[];
  /** of the address; null while there is none */
  readonly calendar: DeliveryCalendar | null;
}

/**
 * Reads and prices whole carts in at most eight statements, whatever the number of carts and lines.
 *
 * @param at  decides which promotions are in force
 * @returns   one per cart, same order; lines in the order in which they were first added
 */
export async function readPricedCarts(db: CartsReader, carts: readonly CartToRead[], at: Date): Promise<ReadCart[]> {
  const ids = carts.flatMap(({ promotionIds }) => promotionIds);
  const asks = carts.flatMap(({ shippingAddress, currency }) =>
    shippingAddress ? [{ destination: shippingAddress, currency }] : [],
  );
  const countries = asks.map(({ destination }) => destination.country);
  const cartIds = carts.map(({ id }) => id);
  const [lines, promotions, uses, taxZones, servicesOfAsks, calendarsOfAsks] = await Promise.all([
    findStockedLines(db, cartIds),
    findOffers(db, { ids, at }),
    findCustomerUses(
      db,
      carts.flatMap(({ userId, guestKey }) => customerOf(userId, guestKey ?? null) ?? []),
    ),
    findTaxZones(db, countries, at),
    findShippingServices(db, asks),
    findCalendars(db, countries, at),
  ]);
  const linesOfCarts = groupByKeys(cartIds, lines, ({ line }) => line.cartId);
  const services = servicesOfAsks.values();
  const calendars = calendarsOfAsks.values();
  return carts.map((cart, index) => {
    const priced = priceCart({
      currency: cart.currency,
      lines: linesOfCarts[index] ?? [],
      at,
      offers: offersFor(cart, { promotions, uses }),
      regime: regimeFor(taxZones, cart.shippingAddress),
      services: (cart.shippingAddress && services.next().value) ?? [],
      shippingOptionId: cart.shippingOptionId,
    });
    return {
      ...priced,
      coupons: couponsOf(cart, { promotions, objections: priced.objections }),
      calendar: (cart.shippingAddress && calendars.next().value) ?? null,
    };
  });
}

function offersFor(
  { promotionIds, userId, guestKey, claimedIds = [] }: CartToRead,
  facts: { promotions: readonly Promotion[]; uses: readonly CustomerUses[] },
): PromotionOffer[] {
  const customer = customerOf(userId, guestKey ?? null);
  const ofCustomer = new Map(
    facts.uses.flatMap((use) => (use.customer === customer ? [[use.promotionId, use.usedCount] as const] : [])),
  );
  return facts.promotions
    .filter(({ id, code }) => code === null || promotionIds.includes(id))
    .map((promotion) => {
      const own = claimedIds.includes(promotion.id) ? 1 : 0;
      return {
        promotion,
        uses: promotion.usedCount - own,
        usesOfCustomer: (ofCustomer.get(promotion.id) ?? 0) - own,
      };
    });
}

function couponsOf(
  { promotionIds }: CartToRead,
  facts: { promotions: readonly Promotion[]; objections: PricedCart['objections'] },
): ReadCart['coupons'] {
  return promotionIds.flatMap((promotionId) => {
    const promotion = facts.promotions.find(({ id }) => id === promotionId);
    return promotion ? [{ promotion, objection: facts.objections.get(promotion) ?? null }] : [];
  });
}

/** The same for one cart. */
export async function readPricedCart(db: CartsReader, cart: CartToRead, at: Date): Promise<ReadCart> {
  const [priced] = await readPricedCarts(db, [cart], at);
  if (!priced) throw new Error('One cart in, one out');
  return priced;
}
