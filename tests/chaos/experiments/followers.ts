import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@souk/subgraph-kit/testing';
import { type Violation, violations } from '../checker/violation.js';
import { Follower } from '../clients/follower.js';
import { insist, type OrderSeen } from '../clients/shopper.js';
import type { Experiment, Trial } from './experiment.js';
import { buy } from './walk.js';

const ORDERS = 24;
const INSISTS = { forMs: 30_000 };
/** Without a wake-up the database is looked at after one second, then two, four, …: at most thirty. */
const HEARD_WITHIN_MS = 40_000;

/** Each goes on until all has happened to the orders. */
const TROUBLES: readonly ((trial: Trial, watching: readonly Watch[]) => Promise<void>)[] = [
  // wake-ups are lost
  async ({ rig }) => {
    await rig.redis.cutListeners();
    await delay(25);
  },
  // Redis is killed
  async ({ rig }) => {
    await rig.redis.kill();
    await delay(500);
    await rig.redis.restart();
    await delay(500);
  },
  // Redis forgets
  async ({ rig }) => {
    await rig.redis.flush();
    await delay(100);
  },
  // sockets break
  async ({ random }, watching) => {
    for (const { follower } of watching) if (random() < 0.1) follower.loseSocket();
    await delay(100);
  },
];

interface Watch {
  readonly order: { readonly id: string };
  readonly follower: Follower;
}

/** Phones follow their orders while Redis dies and sockets break: what they received is what was committed, once and in order. */
export const followers: Experiment = {
  name: 'followers',
  says: `${ORDERS} orders followed live to the door while wake-ups are lost, Redis is killed or emptied, or sockets break`,
  trials: { short: 1, full: 84 },
  async perform(trial) {
    const { rig, floor, log, seed } = trial;
    const variantId = await floor.variantWith(ORDERS);
    const guest = floor.guest(log);
    const order = () => buy(guest, { variantId, card: null, patience: INSISTS });
    const orders = (await Promise.all(Array.from({ length: ORDERS }, order))).filter((one) => one !== undefined);
    const watching = orders.map((one) => ({ order: one, follower: new Follower(rig.url, one.id) }));
    try {
      await until(() => watching.every(({ follower }) => follower.seen.length > 0), { what: 'the first events' });
      let isOver = false;
      const ending = Promise.all(orders.map((one) => payAndSend(trial, one))).finally(() => {
        isOver = true;
      });
      const trouble = TROUBLES[(seed - 1) % TROUBLES.length];
      const troubling = async () => {
        do await trouble?.(trial, watching);
        while (!isOver);
      };
      await Promise.all([ending, troubling()]);
      return await compare(trial, watching);
    } finally {
      await Promise.all(watching.map(({ follower }) => follower[Symbol.asyncDispose]()));
    }
  },
};

/** Five states, each told to whoever follows. */
async function payAndSend({ rig, floor, log }: Trial, order: OrderSeen): Promise<void> {
  const keeper = await floor.shopkeeper(log);
  await floor.guest(log).payAtStripe(order, rig.simulator);
  const isReady = async () =>
    (await rig.sql.orders`select 1 from orders where id = ${order.id} and status = 'PROCESSING'`).length > 0;
  await until(isReady, { what: `${order.id}, which was paid` });
  const parcel = await insist(() => keeper.send(order.id, `send-${order.id}`), INSISTS);
  if (parcel.kind !== 'ok') throw new Error(`No parcel: ${JSON.stringify(parcel)}`);
  await insist(() => keeper.noteArrival(parcel.data.id), INSISTS);
}

async function compare({ rig, measure }: Trial, watching: readonly Watch[]): Promise<Violation[]> {
  const startedAt = performance.now();
  const wrong: string[] = [];
  const compareOne = async ({ order, follower }: Watch) => {
    const hasAll = async () => {
      const rows = await rig.sql.orders`select status from order_events where order_id = ${order.id} order by version`;
      return rows.map(({ status }) => status).join() === follower.seen.map(({ status }) => status).join();
    };
    await until(hasAll, { timeoutMs: HEARD_WITHIN_MS }).catch(() => {
      wrong.push(`${order.id}: ${follower.seen.map(({ status }) => status)}`);
    });
    measure('status changes received', follower.seen.length);
  };
  await Promise.all(watching.map(compareOne));
  measure('ms until all was received', performance.now() - startedAt);
  return violations('followers: received = committed', wrong);
}
