import { violations } from '../checker/violation.js';
import type { Experiment } from './experiment.js';

const BUYERS = 60;
const UNITS = 20;
/** Longer than a busy machine stands still: who gives up without an answer buys nothing, and that would say nothing about the shop. */
const INSISTS = { forMs: 180_000 };

/** Many want the last few pieces in the same moment. */
export const flashSale: Experiment = {
  name: 'flash-sale',
  says: `${BUYERS} buyers at once on ${UNITS} pieces`,
  trials: { short: 1, full: 20 },
  async perform({ floor, log }) {
    const variantId = await floor.variantWith(UNITS);
    const buyers = Array.from({ length: BUYERS }, () => floor.guest(log));
    const outcomes = await Promise.all(
      buyers.map(async (buyer) => {
        const cart = await buyer.insist(() => buyer.createCart([{ variantId, quantity: 1 }]), INSISTS);
        if (cart.kind !== 'ok') return cart;
        const idempotencyKey = `flash-${cart.data.id}`;
        return buyer.insist(() => buyer.placeOrder(cart.data, { idempotencyKey }), INSISTS);
      }),
    );
    const paid = outcomes.filter((outcome) => outcome.kind === 'ok').length;
    return violations('stock: all is sold and no more', paid === UNITS ? [] : [`${paid} of ${UNITS} pieces were sold`]);
  },
};
