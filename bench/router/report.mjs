import { readFileSync } from 'node:fs';
import { saveResults, table } from '../results.mjs';
import { OURS, STOCK } from './routers/index.mjs';
import { workloads } from './workloads.mjs';

/** What is measured beside us, and where it is installed. */
const PACKAGES = {
  '@apollo/gateway': '',
  '@apollo/server': '',
  '@graphql-hive/gateway': '',
  '@graphql-hive/router-runtime': '',
  '@mercuriusjs/gateway': 'routers/mercurius/',
  graphql: '',
};

export function printTables(rows) {
  process.stdout.write(`${tables(rows)}\n`);
}

/** Our ratios to the stock router, CPU time per request and p99. */
export function printChecks(rows) {
  for (const { name } of workloads) {
    const find = (router) => rows.find((row) => row.workload === name && row.router === router);
    const [ours, stock] = [find(OURS), find(STOCK)];
    if (!ours || !stock) continue;
    process.stdout.write(
      ours.cpuMicroseconds && stock.cpuMicroseconds
        ? `${name.padEnd(10)} ${ratio(stock, ours)} of stock (${micros(ours)} and ${micros(stock)} µs a request), p99 ${ms(ours.p99Ms)} and ${ms(stock.p99Ms)} ms${verdict(ours)}\n`
        : `${name.padEnd(10)}${verdict(ours)}${verdict(stock)}\n`,
    );
  }
}

export function printColdPlans(rows) {
  process.stdout.write(`${coldPlanTable(rows)}\n`);
}

export function printSoak(result) {
  process.stdout.write(`${soakTable(result)}\n`);
}

/** Writes `bench/results/<name>-<date>.md` and `.json`. */
export function writeResults(name, { nodeFlags }, results) {
  const { rows, coldPlans, soak } = results;
  const versions = Object.fromEntries(Object.entries(PACKAGES).map(([each, place]) => [each, versionOf(each, place)]));
  saveResults({
    name,
    title: soak ? 'The router under load for long' : 'Routers beside one another',
    facts: { nodeFlags: nodeFlags.join(' ') || 'none', ...versions },
    results,
    text: [
      ...(rows ? [tables(rows)] : []),
      ...(coldPlans ? ['## First request of a document', coldPlanTable(coldPlans)] : []),
      ...(soak ? [soakTable(soak)] : []),
    ].join('\n\n'),
  });
}

function versionOf(name, place) {
  const file = new URL(`./${place}node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function tables(rows) {
  return workloads
    .filter(({ name }) => rows.some(({ workload }) => workload === name))
    .map(({ name, title }) => {
      const own = rows.filter(({ workload }) => workload === name);
      const stock = own.find(({ router }) => router === STOCK);
      return [
        `## ${title} (\`${name}\`)`,
        '',
        ...table(
          HEAD,
          own.map((row) => cells(row, stock)),
        ),
      ].join('\n');
    })
    .join('\n\n');
}

const HEAD = [
  'router',
  'CPU µs a request',
  'to stock',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'alone p50 ms',
  'RSS MiB',
  'errors',
];

function cells(row, stock) {
  if (!row.cpuMicroseconds) return [row.router, '', '', '', '', '', '', '', verdict(row)];
  return [
    row.router,
    micros(row),
    stock?.cpuMicroseconds ? ratio(stock, row) : '',
    Math.round(row.requestsPerSecond).toLocaleString('en'),
    ms(row.p50Ms),
    ms(row.p99Ms),
    ms(row.p50AloneMs),
    Math.round(row.peakMiB),
    verdict(row) || '0',
  ];
}

function coldPlanTable(rows) {
  const body = rows.map((row) => [row.router, ms(row.p50Ms), ms(row.p99Ms), micros(row)]);
  return table(['router', 'p50 ms', 'p99 ms', 'CPU µs a document'], body).join('\n');
}

function soakTable({ samples, growthMiBPerMinute, wrong, failed }) {
  const body = samples.map((sample) => [
    sample.second,
    Math.round(sample.rssMiB),
    Math.round(sample.requestsPerSecond),
  ]);
  const summary = `Growth in the second half: ${growthMiBPerMinute.toFixed(2)} MiB a minute; ${wrong} wrong answers, ${failed} failed.`;
  return [...table(['second', 'RSS MiB', 'requests/s'], body), '', summary].join('\n');
}

function ratio(stock, row) {
  return `${(stock.cpuMicroseconds / row.cpuMicroseconds).toFixed(1)}×`;
}

function micros({ cpuMicroseconds }) {
  return Math.round(cpuMicroseconds).toLocaleString('en');
}

function ms(value) {
  return value.toFixed(value < 10 ? 2 : 0);
}

function verdict({ wrong, failed, example }) {
  return wrong + failed > 0 ? ` WRONG: ${wrong} wrong, ${failed} failed; ${example}` : '';
}
