import { randomUUID } from 'node:crypto';
import { failpointNames } from '../rig/failpoint-names.js';
import type { Experiment } from './experiment.js';
import { fillCart } from './walk.js';

const INSISTS = { forMs: 60_000 };

const phases = failpointNames().filter((name) =>
  /^(orders\.(place|book|settle)|carts\.snapshot|inventory\.reserve)/.test(name),
);

/** The connection of a buyer breaks at each phase of his order; a minute later he asks again with the same key. */
export const clientGone: Experiment = {
  name: 'client-gone',
  says: `the client hangs up at each of ${phases.length} phases of its order, and asks again`,
  trials: { short: 1, full: phases.length },
  async perform({ rig, floor, log, seed, note }) {
    const phase = phases[(seed - 1) % phases.length] ?? '';
    const variantId = await floor.variantWith(2);
    const guest = floor.guest(log);
    const cart = await fillCart(guest, variantId, INSISTS);
    if (!cart) throw new Error('There is no cart');
    const gone = new AbortController();
    const stop = rig.parts.watch((_part, { failpoint }) => {
      if (failpoint === phase) gone.abort();
    });
    const idempotencyKey = randomUUID();
    await guest.placeOrder(cart, { idempotencyKey, signal: gone.signal });
    if (!gone.signal.aborted) note(`not passed: ${phase}`);
    stop();
    await guest.insist(() => guest.placeOrder(cart, { idempotencyKey }), INSISTS);
    return [];
  },
};
