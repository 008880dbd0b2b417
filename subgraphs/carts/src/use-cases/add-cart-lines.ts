import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';
import { type LineToAdd, putLines } from './put-lines.js';

/**
 * Adds lines to a cart, all or none; the same variant again makes its line longer.
 *
 * @throws NotFoundError, CartProblemsError  as `changeCart` and `putLines` do
 * Emits `cart-lines-added` for a member's cart (outbox, same transaction).
 */
export function addCartLines(
  dependencies: CartsDependencies,
  input: CartToChange & { additions: readonly LineToAdd[] },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, cart) => {
    await putLines(dependencies, tx, { cart, additions: input.additions });
    return {};
  });
}
