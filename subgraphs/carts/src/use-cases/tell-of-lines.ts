import { anEvent, cartLinesAdded } from '@souk/events';
import type { CartsTransaction } from '../data/database.js';
import type { Cart } from '../domain/cart.js';
import type { CatalogueVariant } from '../domain/variant.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Emits `cart-lines-added` (outbox, same transaction) for a member's cart. Nothing is told of guests: there is nobody to whom
 * something could be recommended.
 *
 * @param facts.cart      as it was before this change
 * @param facts.variants  of all additions; an addition whose variant is not here is not told
 */
export async function tellOfLines(
  { outbox, clock }: CartsDependencies,
  tx: CartsTransaction,
  facts: {
    cart: Cart;
    additions: readonly { readonly variantId: string; readonly quantity: number }[];
    variants: ReadonlyMap<string, CatalogueVariant>;
  },
): Promise<void> {
  const { id: cartId, userId, version } = facts.cart;
  const lines = facts.additions.flatMap(({ variantId, quantity }) => {
    const variant = facts.variants.get(variantId);
    return variant ? [{ variantId, productId: variant.productId, quantity }] : [];
  });
  if (userId === null || lines.length === 0) return;
  const data = { cartId, userId, lines };
  await outbox.append(tx, [anEvent(cartLinesAdded, { data, version: version + 1, at: clock() })]);
}
