import { deleteAllLines } from '../data/cart-line.repository.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/** Takes out all lines and coupons; the address stays. @throws NotFoundError, CartProblemsError  as `changeCart` does */
export function clearCart(dependencies: CartsDependencies, input: CartToChange): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, { id }) => {
    await deleteAllLines(tx, id);
    return { promotionIds: [], shippingOptionId: null };
  });
}
