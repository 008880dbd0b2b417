/** Many buyers want one of few units at the same time: how many attempts a second, by SQL alone and through each door above it? */
import { parseArgs } from 'node:util';
import { saveResults, table } from '../../results.mjs';
import { wholeCheckout } from './checkout.mjs';
import { serviceDoor } from './service-door.mjs';
import { startShop } from './shop.mjs';
import { sqlAlone } from './sql-alone.mjs';
import { useCase } from './use-case.mjs';

const HELP = `Many buyers want one of few units at the same time. Each way must sell exactly the units, or the run fails.

Usage: node --import tsx bench/checkout/hot-item/run.mjs [options]

  --buyers N        attempts, one per buyer                      (10000)
  --units N         pieces there are                             (500)
  --at-once N       buyers who wait for an answer at any time    (200)
  --ways A,B        of sql, use-case, door, orders, router       (all)
  --rounds N        of all ways in turn; the best of each counts (3)
  --check           300 buyers, 20 units, one round; writes no results
  --help            this text

Writes its results to bench/results. Linux only: CPU time is read from /proc.
`;

/** From the tightest to the whole: each does what those above it do, and more. */
const WAYS = {
  sql: {
    about: 'SQL alone: one statement a buyer, a conditional UPDATE with all that is written of an order',
    sell: sqlAlone,
  },
  'use-case': { about: 'the use case of inventory, without HTTP', sell: useCase },
  door: { about: 'POST /service/reserve, signed', sell: serviceDoor },
  orders: { about: 'orderPlace with payment, at the subgraph itself', sell: wholeCheckout('orders') },
  router: { about: 'orderPlace with payment, through the router', sell: wholeCheckout('router') },
};

const number = { type: 'string' };
const flag = { type: 'boolean', default: false };
const { values } = parseArgs({
  options: { buyers: number, units: number, 'at-once': number, ways: number, rounds: number, check: flag, help: flag },
});
if (values.help) process.stdout.write(HELP);
else await run();

async function run() {
  const [buyers, units, rounds] = values.check ? [300, 20, 1] : [10_000, 500, 3];
  const sale = {
    buyers: Number(values.buyers ?? buyers),
    units: Number(values.units ?? units),
    atOnce: Number(values['at-once'] ?? 200),
  };
  const ways = (values.ways ?? Object.keys(WAYS).join(',')).split(',');
  const shop = await startShop();
  try {
    const runs = [];
    for (let round = 1; round <= Number(values.rounds ?? rounds); round += 1) {
      for (const way of ways) {
        const figures = { way, round, ...(await WAYS[way].sell(shop, sale)) };
        check(figures, sale);
        runs.push(figures);
        process.stdout.write(`${line(figures).join('  ')}\n`);
      }
    }
    if (!values.check) save({ sale, runs, best: ways.map((way) => bestOf(runs.filter((each) => each.way === way))) });
  } finally {
    await shop[Symbol.asyncDispose]();
  }
}

/** A wrong answer fails the run, before slowness does. */
function check({ way, sold, refused, kept }, { buyers, units }) {
  const due = Math.min(units, buyers);
  if (sold === due && refused === buyers - due && kept === due) return;
  throw new Error(
    `${way}: of ${units} units ${sold} were sold to ${buyers} buyers, ${refused} refused, ${kept} are in the database`,
  );
}

function bestOf(runs) {
  return runs.reduce((best, each) => (each.attemptsPerSecond > best.attemptsPerSecond ? each : best));
}

function line({ way, round, attemptsPerSecond, soldOutAfterMs, p50, p99, cpu }) {
  const shares = Object.entries(cpu).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  return [
    `${way} (${round})`,
    `${Math.round(attemptsPerSecond)}`,
    `${Math.round(soldOutAfterMs)}`,
    `${p50.toFixed(1)} / ${p99.toFixed(1)}`,
    shares.join(', '),
  ];
}

function save({ sale, runs, best }) {
  const head = [
    'way (best round)',
    'attempts/s',
    'last unit sold after ms',
    'p50 / p99 ms',
    'CPU ms an attempt, by process',
  ];
  const about = Object.entries(WAYS).map(([way, { about }]) => `- \`${way}\`: ${about}`);
  saveResults({
    name: 'hot-item',
    title: 'A hot item',
    facts: { ...sale, durability: 'synchronous_commit off, as npm start has it' },
    results: { best, runs },
    text: [...table(head, best.map(line)), '', ...about].join('\n'),
  });
}
