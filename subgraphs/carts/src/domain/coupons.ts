import { MAX_COUPONS } from './cart.js';
import type { Promotion } from './promotion.js';

/** The coupons of a cart when one more is put in: one that is not stackable takes the place of all, and gives way to the next. */
export function addCoupon(present: readonly Promotion[], added: Promotion): Promotion[] {
  if (!added.isStackable) return [added];
  return [...present.filter(({ id, isStackable }) => isStackable && id !== added.id), added];
}

/** The coupons of a member's cart when a guest's is merged into it: the member's stay, the guest's join as far as all are stackable. */
export function mergeCoupons(member: readonly Promotion[], guest: readonly Promotion[]): Promotion[] {
  if (member.length === 0) return [...guest];
  if (!member.every(({ isStackable }) => isStackable)) return [...member];
  const joining = guest.filter((coupon) => coupon.isStackable && member.every(({ id }) => id !== coupon.id));
  return [...member, ...joining].slice(0, MAX_COUPONS);
}
