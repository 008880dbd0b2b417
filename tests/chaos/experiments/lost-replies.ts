import type { Disturbance } from '../rig/disturb-http.js';
import type { Experiment } from './experiment.js';
import { fillCart } from './walk.js';

const ADDS = 20;
const HOWS: readonly Disturbance['how'][] = ['lose-reply', 'reset', 'status-500', 'garbage'];

/** Carts does what it was asked, and three of ten answers never arrive: nothing may be done twice. */
export const lostReplies: Experiment = {
  name: 'lost-replies',
  says: `${ADDS} pieces are put into a cart one by one while 30 % of the answers of carts are lost, reset, 500 or garbage`,
  trials: { short: 1, full: 40 },
  async perform({ rig, floor, log, seed }) {
    const guest = floor.guest(log);
    const variantId = await floor.variantWith(ADDS);
    const cart = await fillCart(guest, variantId, { forMs: 10_000 });
    if (!cart) throw new Error('There is no cart');
    const how = HOWS[(seed - 1) % HOWS.length] ?? 'reset';
    rig.parts.get('carts').disturb({ how, path: '/graphql', probability: 0.3, seed });
    for (let added = 0; added < ADDS; added += 1) await guest.addLine(cart.id, { variantId, quantity: 1 });
    return [];
  },
};
