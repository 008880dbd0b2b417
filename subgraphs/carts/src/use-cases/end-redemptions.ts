import type { CartsTransaction } from '../data/database.js';
import { confirmClaims, lockRedemptions, releaseRedemptions } from '../data/redemption.repository.js';

/** The order exists: what it claimed is used. Does nothing for what was released, since an order that was cancelled stays so. */
export async function confirmRedemptions(tx: CartsTransaction, orderId: string): Promise<void> {
  await confirmClaims(tx, orderId);
}

/**
 * Gives back what an order claimed or used: it was cancelled, or never came. Safe to repeat.
 *
 * @param heldBefore  only claims whose time was over by then; not given: all that the order has
 * @returns how many were given back
 */
export async function endRedemptions(tx: CartsTransaction, orderId: string, heldBefore?: Date): Promise<number> {
  const ending = (await lockRedemptions(tx, orderId)).filter(({ state, heldUntil }) =>
    heldBefore ? state === 'CLAIMED' && heldUntil < heldBefore : state !== 'RELEASED',
  );
  await releaseRedemptions(tx, orderId, ending);
  return ending.length;
}
