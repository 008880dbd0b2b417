import type { Currency } from '@souk/subgraph-kit';
import { type DiscountableLine, sum } from './discountable-line.js';
import { isInForce, isInScope, type Promotion } from './promotion.js';

/** Why a promotion takes nothing off a cart now. Once published, a code never changes its meaning. */
export type PromotionObjection =
  | { readonly code: 'COUPON_INVALID' }
  | { readonly code: 'COUPON_USED_UP' }
  | { readonly code: 'COUPON_USED_BEFORE' }
  | { readonly code: 'COUPON_NOT_IN_CURRENCY'; readonly currency: Currency }
  | { readonly code: 'COUPON_NOTHING_TO_DISCOUNT' }
  | { readonly code: 'COUPON_MINIMUM_SPEND'; readonly minimumMinor: number; readonly missingMinor: number }
  | { readonly code: 'COUPON_NOT_COMBINABLE' };

/** A promotion, with how many orders use it already, but for the one that this cart may become. */
export interface PromotionOffer {
  readonly promotion: Promotion;
  readonly uses: number;
  readonly usesOfCustomer: number;
}

export interface Occasion {
  readonly at: Date;
  readonly currency: Currency;
  readonly lines: readonly DiscountableLine[];
}

/** What of the promotion itself, or of the cart's lines, stands against it; null: nothing. Other promotions are not looked at. */
export function objectionTo(offer: PromotionOffer, { at, currency, lines }: Occasion): PromotionObjection | null {
  const { promotion, uses, usesOfCustomer } = offer;
  const { effect, usageLimit, usageLimitPerCustomer } = promotion;
  if (!isInForce(promotion, at)) return { code: 'COUPON_INVALID' };
  if (usageLimit !== null && uses >= usageLimit) return { code: 'COUPON_USED_UP' };
  if (usageLimitPerCustomer !== null && usesOfCustomer >= usageLimitPerCustomer) return { code: 'COUPON_USED_BEFORE' };
  if (effect.kind === 'FIXED_AMOUNT' && effect.amountOff[currency] === undefined) {
    return { code: 'COUPON_NOT_IN_CURRENCY', currency };
  }
  const inScope = lines.filter((line) => isInScope(promotion, line));
  const isForAll = promotion.productIds.length + promotion.categoryIds.length === 0;
  if (inScope.length === 0 && !isForAll) return { code: 'COUPON_NOTHING_TO_DISCOUNT' };
  return objectionToSpend(promotion, { currency, inScope });
}

function objectionToSpend(
  { minimumSpend }: Promotion,
  { currency, inScope }: { currency: Currency; inScope: readonly DiscountableLine[] },
): PromotionObjection | null {
  if (Object.keys(minimumSpend).length === 0) return null;
  const minimumMinor = minimumSpend[currency];
  if (minimumMinor === undefined) return { code: 'COUPON_NOT_IN_CURRENCY', currency };
  const missingMinor = minimumMinor - sum(inScope.map(({ subtotalMinor }) => subtotalMinor));
  return missingMinor > 0 ? { code: 'COUPON_MINIMUM_SPEND', minimumMinor, missingMinor } : null;
}

/** For people, in English. */
export function messageOf(objection: PromotionObjection): string {
  switch (objection.code) {
    case 'COUPON_INVALID':
      return 'This coupon is not valid';
    case 'COUPON_USED_UP':
      return 'This coupon has been used up';
    case 'COUPON_USED_BEFORE':
      return 'You have used this coupon before';
    case 'COUPON_NOT_IN_CURRENCY':
      return `This coupon is not for carts in ${objection.currency}`;
    case 'COUPON_NOTHING_TO_DISCOUNT':
      return 'This coupon is for other things than those in the cart, or for more of them';
    case 'COUPON_MINIMUM_SPEND':
      return 'The cart is not yet worth enough for this coupon';
    case 'COUPON_NOT_COMBINABLE':
      return 'This coupon can’t be used together with another that goes before it';
    default:
      return objection satisfies never;
  }
}
