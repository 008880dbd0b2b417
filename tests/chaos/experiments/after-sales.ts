import { violations } from '../checker/violation.js';
import type { Experiment, Trial } from './experiment.js';
import { Ended, Teller } from './teller.js';
import type { Patience } from './walk.js';

const INSISTS = { forMs: 60_000 };

const STORIES = ['returned', 'kept', 'exchanged', 'dropped', 'restDropped', 'allDropped', 'imported'] as const;
type Story = (typeof STORIES)[number];
/** What was not sent was not paid then, and is not paid back. */
const NOT_BY_PARCEL: readonly Story[] = ['dropped', 'restDropped', 'allDropped'];

/** Nothing is broken: what the others break goes right by itself. */
export const afterSalesUndisturbed: Experiment = {
  name: 'after-sales',
  says: 'parcels, returns, an exchange and refunds by pieces; money taken at once or parcel by parcel, in turn',
  trials: { short: 1, full: 20 },
  async perform(trial) {
    const isByParcel = trial.seed % 2 === 0;
    const orders = trial.rig.parts.get('orders');
    if (isByParcel) await orders.restartWith({ PAYMENT_CAPTURE: 'on-fulfilment' });
    const unfinished = await afterSales(trial, INSISTS);
    if (isByParcel) await orders.restartWith({});
    const refusable = isByParcel ? NOT_BY_PARCEL : [];
    return violations(
      'after-sales: nothing is refused that can be done',
      unfinished.filter((name) => !refusable.includes(name)),
    );
  },
};

/**
 * Everything that happens to orders once they are paid: parcels, returns with each of their ends, an exchange, pieces that are never sent.
 *
 * @returns which of it did not come to its end
 */
export async function afterSales(trial: Trial, patience: Patience): Promise<Story[]> {
  const { floor, log } = trial;
  const variantId = await floor.variantWith(50);
  const teller = new Teller(trial, { patience, variantId, keeper: await floor.shopkeeper(log) });
  const told = await Promise.all(
    STORIES.map(async (name) => {
      try {
        await teller[name]();
        return [];
      } catch (error) {
        if (error instanceof Ended) return [name];
        throw error;
      }
    }),
  );
  return told.flat();
}
