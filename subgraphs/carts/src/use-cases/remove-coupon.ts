import { findPromotions } from '../data/promotion.repository.js';
import { normalCode } from '../domain/promotion.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Takes a coupon out of the cart; one that is not in it is out already.
 *
 * @param input.code  null: whichever is in it
 * @throws NotFoundError, CartProblemsError  as `changeCart` does
 */
export function removeCoupon(
  dependencies: CartsDependencies,
  input: CartToChange & { code: string | null },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, { promotionId }) => {
    const [promotion] = await findPromotions(tx, promotionId ? [promotionId] : []);
    const isMeant = input.code === null || promotion?.code === normalCode(input.code);
    return isMeant ? { promotionId: null } : {};
  });
}
