import { failpoint, NotFoundError } from '@souk/subgraph-kit';
import { lockCart, lockMemberCart, saveCart } from '../data/cart.repository.js';
import { deleteAllLines, findLines, saveLines } from '../data/cart-line.repository.js';
import { findVariants } from '../data/catalogue.repository.js';
import type { CartsTransaction } from '../data/database.js';
import { findPromotions } from '../data/promotion.repository.js';
import type { Cart } from '../domain/cart.js';
import { mergeCoupons } from '../domain/coupons.js';
import { mergeLines } from '../domain/merge-lines.js';
import type { CartOutcome } from './change-cart.js';
import type { CartsDependencies } from './dependencies.js';
import { tellOfLines } from './tell-of-lines.js';

/**
 * Moves what a guest put into a cart to the cart of the member who he turned out to be, in one transaction that holds both carts:
 * of several log-ins at once each line is moved by one. Claiming again moves what was added since, most often nothing.
 *
 * @returns  the member's cart, with a warning for each line that did not fit whole
 * @throws NotFoundError  when there is no such cart, or it is another member's
 * Emits `cart-lines-added` (outbox, same transaction).
 */
export function claimCart(
  dependencies: CartsDependencies,
  { cartId, userId }: { cartId: string; userId: string },
): Promise<CartOutcome> {
  return dependencies.database.db.transaction(async (tx) => {
    const claimed = await lockCart(tx, cartId);
    if (claimed?.userId === userId) return { cartId, warnings: [] };
    if (!claimed || claimed.userId !== null) throw new NotFoundError('Cart');
    const at = dependencies.clock();
    const member = await lockMemberCart(tx, { userId, currency: claimed.currency, at });
    await failpoint('carts.claim.locked', cartId);
    const warnings = await moveLines(dependencies, tx, { guest: claimed, member });
    await failpoint('carts.claim.before-commit', cartId);
    return { cartId: member.id, warnings };
  });
}

async function moveLines(
  dependencies: CartsDependencies,
  tx: CartsTransaction,
  { guest, member }: { guest: Cart; member: Cart },
): Promise<CartOutcome['warnings']> {
  const additions = await findLines(tx, guest.id);
  if (additions.length === 0) return [];
  const existing = await findLines(tx, member.id);
  const variantIds = additions.map(({ variantId }) => variantId);
  const variants = await findVariants(tx, variantIds);
  const currency = existing.length === 0 ? guest.currency : member.currency;
  const { lines, warnings } = mergeLines({
    member: existing,
    guest: additions,
    currency,
    sameCurrency: currency === guest.currency,
    pricesOf: (variantId) => variants.get(variantId)?.prices ?? {},
  });
  const at = dependencies.clock();
  await saveLines(tx, member.id, lines);
  await deleteAllLines(tx, guest.id);
  await tellOfLines(dependencies, tx, { cart: member, additions, variants });
  await saveCart(tx, guest, { promotionIds: [], mergedIntoId: member.id, at });
  await saveCart(tx, member, {
    currency,
    promotionIds: await couponsOf(tx, { member, guest }),
    shippingAddress: member.shippingAddress ?? guest.shippingAddress,
    shippingOptionId: member.shippingOptionId ?? guest.shippingOptionId,
    at,
  });
  return warnings;
}

async function couponsOf(tx: CartsTransaction, { member, guest }: { member: Cart; guest: Cart }): Promise<string[]> {
  const promotions = await findPromotions(tx, [...member.promotionIds, ...guest.promotionIds]);
  const of = (cart: Cart) =>
    cart.promotionIds.flatMap((promotionId) => promotions.find(({ id }) => id === promotionId) ?? []);
  return mergeCoupons(of(member), of(guest)).map(({ id }) => id);
}
