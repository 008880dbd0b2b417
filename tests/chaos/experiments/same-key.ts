import { randomUUID } from 'node:crypto';
import type { Experiment } from './experiment.js';

const TIMES = 8;

/** An impatient client sends the same order again and again, at once. */
export const sameKey: Experiment = {
  name: 'same-key',
  says: `one order sent ${TIMES} times at once with one idempotency key`,
  trials: { short: 2, full: 100 },
  async perform({ floor, log }) {
    const buyer = floor.guest(log);
    const variantId = await floor.variantWith(TIMES);
    const cart = await buyer.insist(() => buyer.createCart([{ variantId, quantity: 1 }]));
    if (cart.kind !== 'ok') throw new Error(`No cart: ${JSON.stringify(cart)}`);
    const idempotencyKey = randomUUID();
    await Promise.all(
      Array.from({ length: TIMES }, () => buyer.insist(() => buyer.placeOrder(cart.data, { idempotencyKey }))),
    );
    return [];
  },
};
