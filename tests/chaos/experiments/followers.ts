import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@souk/subgraph-kit/testing';
import { type Violation, violations } from '../checker/violation.js';
import { Follower } from '../clients/follower.js';
import type { Experiment, Trial } from './experiment.js';
import { buy } from './walk.js';

const ORDERS = 24;
const INSISTS = { forMs: 30_000 };
/** Without a wake-up the database is looked at after one second, then two, four, …: at most thirty. */
const HEARD_WITHIN_MS = 40_000;

const CUTS = 60;

const TROUBLES = {
  'lose wake-ups': async ({ rig }: Trial) => {
    for (let cut = 0; cut < CUTS; cut += 1) {
      await rig.redis.cutListeners();
      await delay(25);
    }
  },
  'kill Redis': async ({ rig }: Trial) => {
    await rig.redis.kill();
    await delay(500);
    await rig.redis.restart();
  },
  FLUSHALL: ({ rig }: Trial) => rig.redis.flush(),
  'drop sockets': async () => {},
} as const;

/** Phones follow their orders while Redis dies and sockets break: what they received is what was committed, once and in order. */
export const followers: Experiment = {
  name: 'followers',
  says: `${ORDERS} orders followed live while wake-ups are lost, Redis is killed and emptied, and sockets break`,
  trials: { short: 1, full: 140 },
  async perform(trial) {
    const { rig, floor, log, seed, random, measure } = trial;
    const variantId = await floor.variantWith(ORDERS);
    const guest = floor.guest(log);
    const order = () => buy(guest, { variantId, card: null, patience: INSISTS });
    const orders = (await Promise.all(Array.from({ length: ORDERS }, order))).filter((one) => one !== undefined);
    const watching = orders.map((one) => ({ order: one, follower: new Follower(rig.url, one.id) }));
    try {
      await until(() => watching.every(({ follower }) => follower.seen.length > 0), { what: 'the first events' });
      const trouble = Object.values(TROUBLES)[(seed - 1) % 4]?.(trial);
      for (const one of orders) {
        await guest.payAtStripe(one, rig.simulator);
        for (const { follower } of watching) if (random() < 0.2) follower.loseSocket();
      }
      await trouble;
      return await compare(trial, watching, measure);
    } finally {
      await Promise.all(watching.map(({ follower }) => follower[Symbol.asyncDispose]()));
    }
  },
};

async function compare(
  { rig }: Trial,
  watching: readonly { readonly order: { readonly id: string }; readonly follower: Follower }[],
  measure: Trial['measure'],
): Promise<Violation[]> {
  const startedAt = performance.now();
  const wrong: string[] = [];
  for (const { order, follower } of watching) {
    const isDone = async () => {
      const rows = await rig.sql.orders`select status from order_events where order_id = ${order.id} order by version`;
      const committed = rows.map(({ status }) => String(status));
      const received = follower.seen.map(({ status }) => status);
      const isOver = ['PROCESSING', 'CANCELLED'].includes(committed.at(-1) ?? '');
      return isOver && committed.join() === received.join();
    };
    await until(isDone, { timeoutMs: HEARD_WITHIN_MS }).catch(() => {
      wrong.push(`${order.id}: ${follower.seen.map(({ status }) => status)}`);
    });
    measure('status changes received', follower.seen.length);
  }
  measure('ms until all was received', performance.now() - startedAt);
  return violations('followers: received = committed', wrong);
}
