import { readPricedCart } from '../data/priced-cart.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Chooses how the cart is shipped, among what is offered for its address and weight.
 *
 * @throws NotFoundError      as `changeCart` does
 * @throws CartProblemsError  also SHIPPING_ADDRESS_MISSING, SHIPPING_OPTION_UNKNOWN
 */
export function selectShippingOption(
  dependencies: CartsDependencies,
  input: CartToChange & { shippingOptionId: string },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async (tx, cart) => {
    if (!cart.shippingAddress) {
      throw new CartProblemsError(plainProblem('SHIPPING_ADDRESS_MISSING', 'Set a shipping address first', null));
    }
    const { shippingOptions } = await readPricedCart(tx, cart, dependencies.clock());
    if (!shippingOptions.some(({ id }) => id === input.shippingOptionId)) {
      const path = ['input', 'shippingOptionId'];
      throw new CartProblemsError(plainProblem('SHIPPING_OPTION_UNKNOWN', 'Not offered for this cart', path));
    }
    return { shippingOptionId: input.shippingOptionId };
  });
}
