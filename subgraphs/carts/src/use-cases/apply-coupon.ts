import { readPricedCart } from '../data/priced-cart.repository.js';
import { findPromotionByCode, findPromotions } from '../data/promotion.repository.js';
import { CartProblemsError, couponProblem, tooManyCoupons } from '../domain/cart.errors.js';
import { MAX_COUPONS } from '../domain/cart.js';
import { addCoupon } from '../domain/coupons.js';
import { isInForce, normalCode } from '../domain/promotion.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Puts a coupon into the cart, beside those that are there when all are stackable, else in their place. It must take something off
 * the cart as it is: why it does not is a problem with the objection's code. Unknown, not begun, ended and archived get the same answer.
 *
 * @throws NotFoundError      as `changeCart` does
 * @throws CartProblemsError  also the codes of `PromotionObjection`, TOO_MANY_COUPONS
 */
export function applyCoupon(
  dependencies: CartsDependencies,
  input: CartToChange & { code: string },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, cart) => {
    const at = dependencies.clock();
    const promotion = await findPromotionByCode(tx, normalCode(input.code));
    if (!promotion) throw new CartProblemsError(couponProblem({ code: 'COUPON_INVALID' }, cart.currency));
    const present = (await findPromotions(tx, cart.promotionIds)).filter((coupon) => isInForce(coupon, at));
    const promotionIds = addCoupon(present, promotion).map(({ id }) => id);
    if (promotionIds.length > MAX_COUPONS) throw new CartProblemsError(tooManyCoupons());
    const { coupons } = await readPricedCart(tx, { ...cart, promotionIds }, at);
    const own = coupons.find((coupon) => coupon.promotion.id === promotion.id);
    if (own?.objection) throw new CartProblemsError(couponProblem(own.objection, cart.currency));
    return { promotionIds };
  });
}
