import { findPromotionByCode } from '../data/promotion.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import { isInForce, normalCode } from '../domain/promotion.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Puts a coupon into the cart, in the place of the one that was there: a cart has one.
 *
 * @throws NotFoundError      as `changeCart` does
 * @throws CartProblemsError  also COUPON_INVALID: unknown, not begun, ended and archived get the same answer
 */
export function applyCoupon(
  dependencies: CartsDependencies,
  input: CartToChange & { code: string },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx) => {
    const promotion = await findPromotionByCode(tx, normalCode(input.code));
    if (!promotion || !isInForce(promotion, dependencies.clock())) {
      throw new CartProblemsError(plainProblem('COUPON_INVALID', 'This coupon is not valid', ['input', 'code']));
    }
    return { promotionId: promotion.id };
  });
}
