import { until } from '@souk/subgraph-kit/testing';
import { Caretaker } from '../rig/caretaker.js';
import { failpointNames } from '../rig/failpoint-names.js';
import type { Rule } from '../rig/messages.js';
import { reconcile } from '../rig/reconcile.js';
import { afterSales } from './after-sales.js';
import type { Experiment, Trial } from './experiment.js';
import { buy, type Patience, walk } from './walk.js';

const GIVES_UP = { forMs: 0 };
/** Longer than the lease of an idempotency key whose holder has died. */
const INSISTS = { forMs: 60_000 };

/** What happens by itself when time has passed: the end of a reservation, a job that asks again. */
const LATEST_MS = 25_000;

/** Only passed where money is taken parcel by parcel. */
const TAKES_LATER = /^orders\.capture\./;

const names = failpointNames();

/** kill -9 at every failpoint, one after the other; from the second round on clients ask again with the same key. */
export const killAtFailpoints: Experiment = {
  name: 'kill-at-failpoints',
  says: `kill -9 of the process at each of ${names.length} failpoints, which is started again at once`,
  trials: { short: 3, full: 2 * names.length },
  about: nameOf,
  perform: (trial) => disturbAt(trial, { failpoint: nameOf(trial.seed), effect: 'crash', nth: 1 }, patienceOf(trial)),
};

/** The moment at which it shows whether the news of a payment and the payment are one. */
export const killBeforeCommit: Experiment = {
  name: 'kill-before-commit',
  says: 'kill -9 of orders when a payment is written and not yet committed',
  trials: { short: 1, full: 100 },
  async perform({ rig, floor, log, measure }) {
    const caretaker = new Caretaker(rig.parts, measure);
    await rig.parts.armOwners({ failpoint: 'orders.payment.before-commit', effect: 'crash', nth: 1 });
    const variantId = await floor.variantWith(1);
    await buy(floor.guest(log), { variantId, card: 'pm_card_visa', patience: GIVES_UP });
    await caretaker[Symbol.asyncDispose]();
    return [];
  },
};

export const failAtFailpoints: Experiment = {
  name: 'fail-at-failpoints',
  says: `an error at each of ${names.length} failpoints, once`,
  trials: { short: 0, full: names.length },
  about: nameOf,
  perform: (trial) => disturbAt(trial, { failpoint: nameOf(trial.seed), effect: 'error', nth: 1 }, GIVES_UP),
};

export const delayAtFailpoints: Experiment = {
  name: 'delay-at-failpoints',
  says: `two seconds at each of ${names.length} failpoints, every time`,
  trials: { short: 0, full: names.length },
  about: nameOf,
  perform: (trial) => disturbAt(trial, { failpoint: nameOf(trial.seed), effect: { delayMs: 2_000 } }, GIVES_UP),
};

function nameOf(seed: number): string {
  return names[(seed - 1) % names.length] ?? '';
}

function patienceOf({ seed }: Trial): Patience {
  return seed > names.length ? INSISTS : GIVES_UP;
}

async function disturbAt(trial: Trial, rule: Rule, patience: Patience): Promise<[]> {
  const { rig, measure, note } = trial;
  const { failpoint } = rule;
  const orders = rig.parts.get('orders');
  const isPassed = () => rig.parts.hits.has(failpoint);
  if (TAKES_LATER.test(failpoint)) await orders.restartWith({ PAYMENT_CAPTURE: 'on-fulfilment' });
  rig.parts.hits.clear();
  const caretaker = new Caretaker(rig.parts, measure);
  try {
    await rig.parts.armOwners(rule);
    await walk(trial, patience);
    if (!isPassed()) await afterSales(trial, patience);
    if (!isPassed()) await reconcile(rig);
    await until(isPassed, { timeoutMs: LATEST_MS }).catch(() => note(`not passed: ${failpoint}`));
  } finally {
    await caretaker[Symbol.asyncDispose]();
    if (TAKES_LATER.test(failpoint)) await orders.restartWith({});
  }
  return [];
}
