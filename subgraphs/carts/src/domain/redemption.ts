/**
 * CLAIMED by a checkout, CONFIRMED by its order, RELEASED when the order ended or never came. What was released stays so, unless the
 * checkout of the same order claims again.
 */
export type RedemptionState = 'CLAIMED' | 'CONFIRMED' | 'RELEASED';

/**
 * Whom a limit per customer counts.
 *
 * @param guestKey  of a guest, known at the checkout only
 * @returns null for a guest without a key: no limit per customer counts
 */
export function customerOf(userId: string | null, guestKey: string | null): string | null {
  if (userId !== null) return `user:${userId}`;
  return guestKey === null ? null : `guest:${guestKey}`;
}
