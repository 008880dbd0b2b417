import type { CartAddress } from '../domain/cart.js';
import { type CartOutcome, type CartToChange, changeCart } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';

/** Says where the cart is to go; shipping and tax follow from it. @throws NotFoundError, CartProblemsError  as `changeCart` does */
export function setShippingAddress(
  dependencies: CartsDependencies,
  input: CartToChange & { address: CartAddress },
): Promise<CartOutcome> {
  return changeCart(dependencies, input, async () => ({ shippingAddress: input.address }));
}
