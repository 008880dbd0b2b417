import type { Currency } from '@souk/subgraph-kit';
import { MAX_COUPONS, MAX_LINES, MAX_QUANTITY } from './cart.js';
import { messageOf, type PromotionObjection } from './promotion-objection.js';

/** What is wrong with a change of a cart that the shopper can mend. Once published, a code never changes its meaning. */
export type CartProblem = (
  | { readonly code: 'CART_VERSION_STALE'; readonly currentVersion: number }
  | { readonly code: 'CART_CURRENCY_DIFFERS'; readonly currency: Currency }
  | { readonly code: 'VARIANT_UNAVAILABLE'; readonly variantId: string }
  | { readonly code: 'PRICE_UNAVAILABLE'; readonly variantId: string; readonly currency: Currency }
  | {
      readonly code: 'COUPON_MINIMUM_SPEND';
      readonly currency: Currency;
      readonly minimumMinor: number;
      readonly missingMinor: number;
    }
  | { readonly code: PlainProblemCode }
) & {
  readonly message: string;
  /** where in the input, outermost first; null when it is about the whole */
  readonly path: readonly string[] | null;
};

export type PlainProblemCode =
  | 'QUANTITY_OUT_OF_RANGE'
  | 'TOO_MANY_LINES'
  | 'LINE_NOT_FOUND'
  | Exclude<PromotionObjection['code'], 'COUPON_MINIMUM_SPEND'>
  | 'TOO_MANY_COUPONS'
  | 'SHIPPING_ADDRESS_MISSING'
  | 'SHIPPING_OPTION_UNKNOWN'
  | 'PROMOTION_CODE_TAKEN'
  | 'TAX_ZONE_PLACE_TAKEN'
  | 'TAX_RATE_BEGINS_THEN'
  | 'TAX_RATE_HAS_BEGUN'
  | 'TAX_STANDARD_RATE_MISSING'
  | 'SHIPPING_ZONE_NAME_TAKEN'
  | 'SHIPPING_ZONE_IN_USE'
  | 'VARIANT_IN_STOCK';

/** Thrown by a use case to roll back: the payload's `userErrors` name what is to be mended, and nothing was written. */
export class CartProblemsError extends Error {
  override readonly name = 'CartProblemsError';
  readonly problems: readonly CartProblem[];

  constructor(...problems: readonly CartProblem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = problems;
  }
}

export function staleVersion(expected: number, current: number): CartProblem {
  return {
    code: 'CART_VERSION_STALE',
    currentVersion: current,
    message: `The cart has changed: expected version ${expected}, it is ${current}`,
    path: ['input', 'expectedVersion'],
  };
}

export function otherCurrency(wanted: Currency, currency: Currency): CartProblem {
  return {
    code: 'CART_CURRENCY_DIFFERS',
    currency,
    message: `Your cart has lines in ${currency}: clear it before you shop in ${wanted}`,
    path: ['input', 'currency'],
  };
}

export function unavailableVariant(variantId: string, path: readonly string[]): CartProblem {
  return { code: 'VARIANT_UNAVAILABLE', variantId, message: 'This variant is not on sale', path };
}

export function unavailablePrice(variantId: string, currency: Currency, path: readonly string[]): CartProblem {
  return { code: 'PRICE_UNAVAILABLE', variantId, currency, message: `This variant has no price in ${currency}`, path };
}

export function quantityOutOfRange(quantity: number, path: readonly string[]): CartProblem {
  return { code: 'QUANTITY_OUT_OF_RANGE', message: `Quantity must be 1–${MAX_QUANTITY} a line, got ${quantity}`, path };
}

export function tooManyLines(count: number): CartProblem {
  return {
    code: 'TOO_MANY_LINES',
    message: `A cart has at most ${MAX_LINES} lines, got ${count}`,
    path: ['input', 'lines'],
  };
}

/** Why a coupon can't be put into a cart. */
export function couponProblem(objection: PromotionObjection, currency: Currency): CartProblem {
  const where = { message: messageOf(objection), path: ['input', 'code'] };
  return objection.code === 'COUPON_MINIMUM_SPEND'
    ? { ...objection, currency, ...where }
    : { code: objection.code, ...where };
}

export function tooManyCoupons(): CartProblem {
  return plainProblem('TOO_MANY_COUPONS', `A cart has at most ${MAX_COUPONS} coupons`, ['input', 'code']);
}

export function plainProblem(code: PlainProblemCode, message: string, path: readonly string[] | null): CartProblem {
  return { code, message, path };
}
