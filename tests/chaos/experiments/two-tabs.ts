import type { Experiment } from './experiment.js';
import { fillCart } from './walk.js';

const TABS = 4;
const INSISTS = { forMs: 30_000 };

/** The same cart is ordered in several tabs in the same moment, each with a key of its own. */
export const twoTabs: Experiment = {
  name: 'two-tabs',
  says: `one cart ordered ${TABS} times at once with ${TABS} idempotency keys`,
  trials: { short: 1, full: 100 },
  async perform({ floor, log }) {
    const guest = floor.guest(log);
    const variantId = await floor.variantWith(TABS);
    const cart = await fillCart(guest, variantId, INSISTS);
    if (!cart) throw new Error('There is no cart');
    await Promise.all(
      Array.from({ length: TABS }, (_, tab) =>
        guest.insist(() => guest.placeOrder(cart, { idempotencyKey: `tab-${tab}-${cart.id}` }), INSISTS),
      ),
    );
    return [];
  },
};
