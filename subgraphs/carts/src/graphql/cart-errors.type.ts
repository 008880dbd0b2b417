import type { Currency } from '@souk/subgraph-kit';
import { anInputError, CurrencyCode, MoneyType, toMoney, UserErrorType } from '@souk/subgraph-kit/graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type CartProblem, CartProblemsError } from '../domain/cart.errors.js';

@ObjectType('CartVersionStaleError', {
  implements: UserErrorType,
  description: 'The cart has changed since expectedVersion; the payload has it as it is.',
})
export class CartVersionStaleErrorType extends UserErrorType {
  @Field(() => Int)
  currentVersion!: number;
}

@ObjectType('CartCurrencyError', {
  implements: UserErrorType,
  description: 'The member’s cart has lines in another currency.',
})
export class CartCurrencyErrorType extends UserErrorType {
  @Field(() => CurrencyCode, { description: 'Of the cart that is there.' })
  currency!: Currency;
}

@ObjectType('VariantUnavailableError', { implements: UserErrorType, description: 'The variant is not on sale.' })
export class VariantUnavailableErrorType extends UserErrorType {
  @Field(() => ID)
  variantId!: string;
}

@ObjectType('PriceUnavailableError', {
  implements: UserErrorType,
  description: 'The variant has no price in the cart’s currency.',
})
export class PriceUnavailableErrorType extends UserErrorType {
  @Field(() => ID)
  variantId!: string;

  @Field(() => CurrencyCode)
  currency!: Currency;
}

@ObjectType('CouponMinimumSpendError', {
  implements: UserErrorType,
  description: 'The lines that the coupon is for do not cost enough.',
})
export class CouponMinimumSpendErrorType extends UserErrorType {
  @Field(() => MoneyType)
  minimumSpend!: MoneyType;

  @Field(() => MoneyType)
  missing!: MoneyType;
}

/** All that carts add to `UserError`, for `orphanedTypes`. */
export const CART_ERROR_TYPES = [
  CartVersionStaleErrorType,
  CartCurrencyErrorType,
  VariantUnavailableErrorType,
  PriceUnavailableErrorType,
  CouponMinimumSpendErrorType,
];

/** What was done, or null and what is to be mended. @throws whatever else the work throws */
export async function settle<Done>(work: Promise<Done>): Promise<{ done: Done | null; userErrors: UserErrorType[] }> {
  try {
    return { done: await work, userErrors: [] };
  } catch (error) {
    if (!(error instanceof CartProblemsError)) throw error;
    return { done: null, userErrors: error.problems.map(toUserError) };
  }
}

export function toUserError({ path: where, ...problem }: CartProblem): UserErrorType {
  const path = where && [...where];
  switch (problem.code) {
    case 'CART_VERSION_STALE':
      return Object.assign(new CartVersionStaleErrorType(), problem, { path });
    case 'CART_CURRENCY_DIFFERS':
      return Object.assign(new CartCurrencyErrorType(), problem, { path });
    case 'VARIANT_UNAVAILABLE':
      return Object.assign(new VariantUnavailableErrorType(), problem, { path });
    case 'PRICE_UNAVAILABLE':
      return Object.assign(new PriceUnavailableErrorType(), problem, { path });
    case 'COUPON_MINIMUM_SPEND': {
      const { code, message, currency, minimumMinor, missingMinor } = problem;
      const amounts = { minimumSpend: toMoney(minimumMinor, currency), missing: toMoney(missingMinor, currency) };
      return Object.assign(new CouponMinimumSpendErrorType(), { code, message, path, ...amounts });
    }
    default:
      return anInputError(problem.code, problem.message, path);
  }
}
