import type { OrderSeen } from '../clients/shopper.js';
import type { Experiment } from './experiment.js';
import { buy } from './walk.js';

/** As many as a browser's payment makes that is declined once and then succeeds. */
const EVENTS = 6;
const AT_ONCE = 12;
const INSISTS = { forMs: 30_000 };

const permutations = permutationsOf(Array.from({ length: EVENTS }, (_, index) => index));

/** The events of one payment arrive in every order there is. */
export const webhookOrders: Experiment = {
  name: 'webhook-orders',
  says: `the first ${EVENTS} events of a payment in each of ${permutations.length} orders of arrival, ${AT_ONCE} a trial`,
  trials: { short: 1, full: permutations.length / AT_ONCE },
  async perform({ rig, floor, log, seed }) {
    const { simulator } = rig;
    const variantId = await floor.variantWith(AT_ONCE);
    const guest = floor.guest(log);
    const first = ((seed - 1) * AT_ONCE * 37) % permutations.length; // short runs see different ones, full runs all
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, index) => {
        simulator.control.stopWebhooks();
        const order = await buy(guest, { variantId, card: null, patience: INSISTS });
        const permutation = permutations[(first + index * 37) % permutations.length] ?? [];
        if (order) await payInTwoAttempts(order, permutation);
      }),
    );
    simulator.control.goWebhooks();
    await simulator.whenWebhooksSettled();
    return [];

    async function payInTwoAttempts(order: OrderSeen, permutation: readonly number[]): Promise<void> {
      const metadata = { orderId: order.id };
      simulator.control.addFault({
        on: 'webhook',
        match: { metadata },
        times: EVENTS,
        effect: { kind: 'reorder', order: [...permutation] },
      });
      await guest.payAtStripe(order, simulator, 'pm_card_authenticationRequired');
      await guest.payAtStripe(order, simulator, 'pm_card_visa_chargeDeclined');
      await guest.payAtStripe(order, simulator, 'pm_card_visa');
    }
  },
};

function permutationsOf(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutationsOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
