import { randomUUID } from 'node:crypto';
import { until } from '@souk/subgraph-kit/testing';
import { violations } from '../checker/violation.js';
import { askRouter } from '../clients/graphql-client.js';
import type { Experiment } from './experiment.js';

/** Of the router's defaults: requests to one subgraph at a time, and how many more may wait. */
const IN_FLIGHT = 256;
const QUEUED = 1_000;
const TOO_MANY = 100;
const AT_ONCE_MS = 5_000;

const CANCEL = `mutation ($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }`;

/** Orders stands still and more arrive than anybody could serve: what is too much is refused at once. */
export const overload: Experiment = {
  name: 'overload',
  says: `${IN_FLIGHT + QUEUED + TOO_MANY} requests at once to a subgraph that stands still`,
  trials: { short: 1, full: 10 },
  async perform({ rig, measure }) {
    const orders = rig.parts.get('orders');
    let refused = 0;
    let answered = 0;
    orders.pause();
    const asking = Array.from({ length: IN_FLIGHT + QUEUED + TOO_MANY }, async () => {
      const input = { orderId: randomUUID(), idempotencyKey: randomUUID() };
      const { kind } = await askRouter(rig.url, { query: CANCEL, variables: { input } });
      if (kind === 'unknown') refused += 1;
      else answered += 1;
    });
    await until(() => refused >= TOO_MANY, { timeoutMs: AT_ONCE_MS }).catch(() => {});
    const refusedAtOnce = refused;
    orders.resume();
    await Promise.all(asking);
    measure('refused at once', refusedAtOnce);
    measure('answered later', answered);
    return violations(
      'queues: what is too much is refused at once',
      refusedAtOnce < TOO_MANY ? [`${refusedAtOnce} were, ${TOO_MANY} should`] : [],
    );
  },
};
