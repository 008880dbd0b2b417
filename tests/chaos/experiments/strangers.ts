import type { Experiment } from './experiment.js';

/** Somebody else knows the number of a member's order. */
export const strangers: Experiment = {
  name: 'strangers',
  says: 'another member and a guest try to cancel and read an order',
  trials: { short: 1, full: 10 },
  async perform({ floor, log }) {
    const [owner, other] = await Promise.all([floor.member(log), floor.member(log)]);
    const variantId = await floor.variantWith(1);
    const cart = await owner.insist(() => owner.createCart([{ variantId, quantity: 1 }]));
    if (cart.kind !== 'ok') throw new Error(`No cart: ${JSON.stringify(cart)}`);
    const order = await owner.placeOrder(cart.data);
    if (order.kind !== 'ok') throw new Error(`No order: ${JSON.stringify(order)}`);
    await other.trespass(order.data.id);
    await floor.guest(log).trespass(order.data.id);
    return [];
  },
};
