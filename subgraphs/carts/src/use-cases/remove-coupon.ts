import { findPromotions } from '../data/promotion.repository.js';
import { normalCode } from '../domain/promotion.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Takes a coupon out of the cart; one that is not in it is out already.
 *
 * @param input.code  null: all that are in it
 * @throws NotFoundError, CartProblemsError  as `changeCart` does
 */
export function removeCoupon(
  dependencies: CartsDependencies,
  input: CartToChange & { code: string | null },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, { promotionIds }) => {
    if (input.code === null) return { promotionIds: [] };
    const code = normalCode(input.code);
    const meant = (await findPromotions(tx, promotionIds)).filter((promotion) => promotion.code === code);
    return { promotionIds: promotionIds.filter((id) => !meant.some((promotion) => promotion.id === id)) };
  });
}
