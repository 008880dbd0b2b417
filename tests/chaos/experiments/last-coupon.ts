import { violations } from '../checker/violation.js';
import type { Coupon, Shopper } from '../clients/shopper.js';
import type { Experiment } from './experiment.js';
import { fillCart } from './walk.js';

const BUYERS = 12;
const INSISTS = { forMs: 30_000 };

/** Many have the same coupon in their cart, and it is good for one order. */
export const lastCoupon: Experiment = {
  name: 'last-coupon',
  says: `${BUYERS} orders at once with a coupon that is good for one`,
  trials: { short: 1, full: 100 },
  async perform({ floor, log }) {
    const variantId = await floor.variantWith(BUYERS);
    const coupon = await floor.couponFor(1);
    const buying = Array.from({ length: BUYERS }, () => buyWithCoupon(floor.guest(log), variantId, coupon));
    const bought = (await Promise.all(buying)).filter(Boolean).length;
    return violations('coupons: somebody gets the last use', bought > 0 ? [] : ['nobody did']);
  },
};

/** @returns whether there is an order; whoever comes too late is told that his cart has changed */
export async function buyWithCoupon(guest: Shopper, variantId: string, coupon: Coupon): Promise<boolean> {
  const cart = await fillCart(guest, variantId, INSISTS);
  if (!cart) return false;
  const filled = await guest.insist(() => guest.applyCoupon(cart.id, coupon), INSISTS);
  if (filled.kind !== 'ok') return false;
  const placed = await guest.insist(
    () => guest.placeOrder(filled.data, { idempotencyKey: `coupon-${cart.id}` }),
    INSISTS,
  );
  return placed.kind === 'ok';
}
