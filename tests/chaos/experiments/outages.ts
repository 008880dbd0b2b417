import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@souk/subgraph-kit/testing';
import { askRouter } from '../clients/graphql-client.js';
import { Caretaker } from '../rig/caretaker.js';
import type { Disturbance } from '../rig/disturb-http.js';
import type { PartName } from '../rig/messages.js';
import type { Experiment, Trial } from './experiment.js';
import { Shopping } from './shopping.js';

const SHOPPERS = 20;
const HOWS: readonly Disturbance['how'][] = ['status-500', 'reset', 'lose-reply', 'garbage'];
const ON_THE_PATH: readonly PartName[] = ['orders', 'carts', 'inventory'];

export const postgresStop: Experiment = {
  name: 'postgres-stop',
  says: `PostgreSQL is stopped at once under ${SHOPPERS} shoppers, and started again after a second`,
  trials: { short: 1, full: 20 },
  async perform(trial) {
    const { rig, measure } = trial;
    const shopping = await Shopping.begin(trial, SHOPPERS);
    await delay(2_000 + 1_000 * trial.random());
    await rig.postgres.stopImmediately();
    await delay(1_000);
    measure('ms until PostgreSQL took connections', await rig.postgres.restart());
    const since = performance.now();
    await untilServed(trial);
    measure('ms until the shop served again', performance.now() - since);
    await delay(1_000);
    await shopping.end();
    return [];
  },
};

export const redisKill: Experiment = {
  name: 'redis-kill',
  says: `Redis is killed, or emptied, under ${SHOPPERS} shoppers`,
  trials: { short: 1, full: 40 },
  async perform(trial) {
    const { rig, seed } = trial;
    const shopping = await Shopping.begin(trial, SHOPPERS);
    await delay(1_500);
    if (seed % 2 === 0) await rig.redis.flush();
    else await rig.redis.kill();
    await delay(1_500);
    if (seed % 2 === 1) await rig.redis.restart();
    await delay(1_000);
    await shopping.end();
    return [];
  },
};

/** Each part of the path stands still (SIGSTOP) for longer than its callers wait, then goes on where it was. */
export const standstill: Experiment = {
  name: 'standstill',
  says: `SIGSTOP of one process for six seconds under ${SHOPPERS} shoppers`,
  trials: { short: 1, full: 21 },
  async perform(trial) {
    const { rig, seed } = trial;
    const shopping = await Shopping.begin(trial, SHOPPERS);
    await delay(1_000);
    const part = rig.parts.all[(seed - 1) % rig.parts.all.length];
    part?.pause();
    await delay(6_000);
    part?.resume();
    await delay(1_000);
    await shopping.end();
    return [];
  },
};

export const badAnswers: Experiment = {
  name: 'bad-answers',
  says: `30 % of all requests to orders, carts or inventory, of services and facts too, meet 500, resets, lost replies or garbage`,
  trials: { short: 1, full: 48 },
  async perform(trial) {
    const { rig, seed } = trial;
    const how = HOWS[(seed - 1) % HOWS.length] ?? 'reset';
    const part = ON_THE_PATH[Math.floor((seed - 1) / HOWS.length) % ON_THE_PATH.length] ?? 'orders';
    const shopping = await Shopping.begin(trial, SHOPPERS);
    rig.parts.get(part).disturb({ how, path: '/', probability: 0.3, seed });
    await delay(4_000);
    rig.parts.get(part).disturb();
    await delay(500);
    await shopping.end();
    return [];
  },
};

/** How long one goes on, in trials of the full run a minute each. */
const RANDOM_MS = 60_000;
const RANDOM_SHOPPERS = 100;
/** Mostly the next process is killed when the last one serves again, or nobody would buy anything. */
const AT_ONCE = 0.25;

export const randomKills: Experiment = {
  name: 'random-kills',
  says: `a minute of ${RANDOM_SHOPPERS} shoppers while a process is killed again and again, two to five seconds after the last one serves, or was killed`,
  trials: { short: 0, full: 10 },
  async perform(trial) {
    const { rig, random, measure } = trial;
    const shopping = await Shopping.begin(trial, RANDOM_SHOPPERS);
    const caretaker = new Caretaker(rig.parts, measure);
    const end = Date.now() + RANDOM_MS;
    const doAllServe = () => Date.now() > end || rig.parts.all.every(({ isServing }) => isServing);
    while (Date.now() < end) {
      if (random() > AT_ONCE) await until(doAllServe, { timeoutMs: RANDOM_MS });
      await delay(2_000 + 3_000 * random());
      const victims = rig.parts.all;
      await victims[Math.floor(random() * victims.length)]?.kill();
    }
    await shopping.end();
    await caretaker[Symbol.asyncDispose]();
    return [];
  },
};

/** Each clock in turn is wrong by three seconds either way, which is more than machines that keep time allow; Stripe's by four minutes. */
export const wrongClocks: Experiment = {
  name: 'wrong-clocks',
  says: 'the clock of one process is three seconds off, or that of Stripe four minutes, either way',
  trials: { short: 1, full: 16 },
  async perform(trial) {
    const { rig, seed } = trial;
    const sign = seed % 2 === 0 ? 1 : -1;
    const part = rig.parts.all[Math.floor((seed - 1) / 2) % (rig.parts.all.length + 1)];
    const shopping = await Shopping.begin(trial, SHOPPERS);
    if (part) part.moveClock(sign * 3_000);
    else rig.simulator.control.moveClock(sign * 240);
    await delay(5_000);
    if (!part) rig.simulator.control.moveClock(-sign * 240);
    part?.moveClock(0);
    await shopping.end();
    return [];
  },
};

const LOOK = 'query { categories { id } }';
const BUY = 'mutation { cartCreate(input: { lines: [] }) { cart { id } } }';

async function untilServed({ rig }: Trial): Promise<void> {
  for (;;) {
    const answers = await Promise.all([askRouter(rig.url, { query: LOOK }), askRouter(rig.url, { query: BUY })]);
    if (answers.every(({ kind }) => kind === 'ok')) return;
    await delay(50);
  }
}
