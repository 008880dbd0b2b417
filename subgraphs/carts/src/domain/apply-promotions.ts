import { allocateChargeable, type Currency, roundToChargeable, share } from '@souk/subgraph-kit';
import { type DiscountableLine, sum } from './discountable-line.js';
import { giftedPieces } from './gifted-pieces.js';
import { byPrecedence, isInScope, type Promotion } from './promotion.js';
import { type Occasion, objectionTo, type PromotionObjection, type PromotionOffer } from './promotion-objection.js';

/** What one promotion takes off the lines; nothing of shipping yet. */
export interface AppliedPromotion {
  readonly promotion: Promotion;
  /** one amount per line, same order; all 0 for free shipping */
  readonly discountsMinor: readonly number[];
}

export interface Promoted {
  /** in the order in which they were taken off */
  readonly applied: readonly AppliedPromotion[];
  /** why each of the other offers is not applied */
  readonly objections: ReadonlyMap<Promotion, PromotionObjection>;
}

/**
 * Chooses among the offers and takes them off, one after the other, each of what those before left of a line: never below 0. The first
 * without an objection decides: if it is not stackable it stays alone, otherwise all that are stackable follow.
 * Source: docs/decisions/0021-promotions.md
 */
export function applyPromotions(offers: readonly PromotionOffer[], occasion: Occasion): Promoted {
  const { currency, lines } = occasion;
  const applied: AppliedPromotion[] = [];
  const objections = new Map<Promotion, PromotionObjection>();
  const left = lines.map(({ subtotalMinor }) => subtotalMinor);
  for (const offer of offers.toSorted((a, b) => byPrecedence(a.promotion, b.promotion))) {
    const { promotion } = offer;
    const discountsMinor = discountsOf(promotion, { currency, lines, left });
    const objection = objectionTo(offer, occasion) ?? objectionToGift(promotion, discountsMinor);
    if (objection) objections.set(promotion, objection);
    else if (!mayFollow(promotion, applied)) objections.set(promotion, { code: 'COUPON_NOT_COMBINABLE' });
    else {
      applied.push({ promotion, discountsMinor });
      for (const [index, amount] of discountsMinor.entries()) left[index] = (left[index] ?? 0) - amount;
    }
  }
  return { applied, objections };
}

function mayFollow({ isStackable }: Promotion, applied: readonly AppliedPromotion[]): boolean {
  const [first] = applied;
  return !first || (first.promotion.isStackable && isStackable);
}

function objectionToGift({ effect }: Promotion, discounts: readonly number[]): PromotionObjection | null {
  return effect.kind === 'BUY_X_GET_Y' && sum(discounts) === 0 ? { code: 'COUPON_NOTHING_TO_DISCOUNT' } : null;
}

interface Remaining {
  readonly currency: Currency;
  readonly lines: readonly DiscountableLine[];
  /** minor units that earlier promotions left of each line */
  readonly left: readonly number[];
}

function discountsOf(promotion: Promotion, remaining: Remaining): number[] {
  const { effect } = promotion;
  const { currency, lines, left } = remaining;
  const inScope = lines.map((line, index) => (isInScope(promotion, line) ? (left[index] ?? 0) : 0));
  switch (effect.kind) {
    case 'PERCENTAGE': {
      const amount = roundToChargeable(share(sum(inScope), effect.percentOff * 100), currency);
      return allocateChargeable(amount, inScope, currency);
    }
    case 'FIXED_AMOUNT': {
      const amount = Math.min(effect.amountOff[currency] ?? 0, sum(inScope));
      return allocateChargeable(amount, inScope, currency);
    }
    case 'BUY_X_GET_Y':
      return giftedPieces(lines, promotion, effect).map((pieces, index) => {
        const full = pieces * (lines[index]?.unitPriceMinor ?? 0);
        const amount = roundToChargeable(share(full, effect.percentOff * 100), currency);
        return Math.min(amount, left[index] ?? 0);
      });
    case 'FREE_SHIPPING':
      return lines.map(() => 0);
    default:
      return effect satisfies never;
  }
}
