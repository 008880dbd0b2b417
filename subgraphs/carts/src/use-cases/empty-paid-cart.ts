import { failpoint } from '@souk/subgraph-kit';
import { lockCart, saveCart } from '../data/cart.repository.js';
import { deleteLines, findLines, saveLines } from '../data/cart-line.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { type Bought, takeBought } from '../domain/take-bought.js';

/**
 * Takes the pieces that were paid out of the cart; what was added since the order stays. Pieces that went to a member's cart
 * meanwhile, because the guest signed in, are taken there. A cart that is empty then loses its coupons and shipping option: it is the
 * next purchase's cart.
 *
 * @param facts.bought  one per variant
 * @param facts.at      when it was paid
 */
export async function emptyPaidCart(
  tx: CartsTransaction,
  { cartId, bought, at }: { cartId: string; bought: readonly Bought[]; at: Date },
): Promise<void> {
  const cart = await lockCart(tx, cartId);
  if (!cart) return;
  await failpoint('carts.empty.locked', cartId);
  const lines = await findLines(tx, cart.id);
  const { shortened, removedIds, notFound } = takeBought(lines, bought);
  if (shortened.length + removedIds.length > 0) {
    await deleteLines(tx, cart.id, removedIds);
    await saveLines(tx, cart.id, shortened);
    const isEmpty = removedIds.length === lines.length;
    await saveCart(tx, cart, { ...(isEmpty ? { promotionIds: [], shippingOptionId: null } : {}), at });
  }
  if (cart.mergedIntoId && notFound.length > 0) {
    await emptyPaidCart(tx, { cartId: cart.mergedIntoId, bought: notFound, at });
  }
}
