import { failpoint, NotFoundError } from '@souk/subgraph-kit';
import { type CartChange, lockCart, saveCart } from '../data/cart.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { CartProblemsError, staleVersion } from '../domain/cart.errors.js';
import { type Cart, mayUseCart } from '../domain/cart.js';
import type { CartWarning } from '../domain/cart-warning.js';
import type { CartsDependencies } from './dependencies.js';

export interface CartToChange {
  readonly cartId: string;
  /** null for a guest */
  readonly viewerId: string | null;
  /** null: whatever the version is */
  readonly expectedVersion: number | null;
}

/** What a write tells its caller. */
export interface CartOutcome {
  readonly cartId: string;
  readonly warnings: readonly CartWarning[];
}

/**
 * Every write of one cart: locks it, checks who asks and which version he saw, lets `change` do its part, writes the next version.
 *
 * @param change  may write lines; returns what of the cart itself changes. What it throws undoes everything
 * @throws NotFoundError       when there is no such cart, or it is somebody else's
 * @throws CartProblemsError   CART_VERSION_STALE
 */
export async function changeCart(
  { database, clock }: CartsDependencies,
  { cartId, viewerId, expectedVersion }: CartToChange,
  change: (tx: CartsTransaction, cart: Cart) => Promise<CartChange>,
): Promise<CartOutcome> {
  await database.db.transaction(async (tx) => {
    const cart = await lockCart(tx, cartId);
    if (!cart || !mayUseCart(cart, viewerId)) throw new NotFoundError('Cart');
    if (expectedVersion !== null && expectedVersion !== cart.version) {
      throw new CartProblemsError(staleVersion(expectedVersion, cart.version));
    }
    await saveCart(tx, cart, { ...(await change(tx, cart)), at: clock() });
    await failpoint('carts.change.before-commit', cartId);
  });
  await failpoint('carts.change.after-commit', cartId);
  return { cartId, warnings: [] };
}
