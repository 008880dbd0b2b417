import type { Experiment } from './experiment.js';
import { buy } from './walk.js';

const INSISTS = { forMs: 30_000 };
const AT_ONCE = 4;

/** Several people of the shop give back more than half of the same payment, at once. */
export const twoRefunds: Experiment = {
  name: 'two-refunds',
  says: `${AT_ONCE} refunds of 60 % of one payment at once`,
  trials: { short: 1, full: 100 },
  async perform({ rig, floor, log }) {
    const variantId = await floor.variantWith(1);
    const order = await buy(floor.guest(log), { variantId, card: 'pm_card_visa', patience: INSISTS });
    if (!order) throw new Error('Nothing was bought');
    const [paid] = await rig.sql.orders`select total_minor::int as total from orders where id = ${order.id}`;
    const admin = await floor.admin(log);
    const part = Math.ceil(Number(paid?.total) * 0.6);
    await Promise.all(Array.from({ length: AT_ONCE }, () => admin.refundOrder(order.id, part)));
    return [];
  },
};
