/**
 * Holds many subscriptions on one router, and sends events to one of them at a time: what does each cost, and how long does an event take?
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { percentile } from '../percentile.mjs';
import { Child } from '../processes/child.mjs';
import { RouterProcess } from '../processes/router-process.mjs';
import { saveResults, table } from '../results.mjs';

const HELP = `Holds subscriptions on one router and sends events to one of them at a time.

Usage: node bench/subscriptions/run.mjs [options]

  --subscriptions N   of different things, each on a WebSocket of its own     (10000)
  --events N          a second                                                (500)
  --seconds S         how long events are sent                                (20)
  --help              this text

Writes its results to bench/results. The router needs an open file for each subscription: see ulimit -n.
`;

const ROUTER = fileURLToPath(new URL('../../router/bin/router.mjs', import.meta.url));
const TYPE_DEFS = `
  type Query { isOpen: Boolean }
  type Subscription { stockChanged(sku: ID!): Stock! }
  type Stock { sku: ID! pieces: Int! at: String! }`;

const definition = {
  name: 'souk',
  start: ({ supergraphFile, port }) => ({
    args: [ROUTER, '--supergraph', supergraphFile, '--port', String(port)],
    env: { ROUTER_ALLOW_OPEN: 'true' },
  }),
};

/** The client's socket, and its share of those to the subgraph. */
const FILES_EACH = 1.1;
const CLIENT_PROCESSES = 2;
const WARM_UP_SECONDS = 5;
/** Until what was only needed to open connections is gone. */
const SETTLE_SECONDS = 15;

const number = { type: 'string' };
const { values } = parseArgs({
  options: { subscriptions: number, events: number, seconds: number, help: { type: 'boolean' } },
});
if (values.help) process.stdout.write(HELP);
else await run(Number(values.subscriptions ?? 10_000), Number(values.events ?? 500), Number(values.seconds ?? 20));

async function run(subscriptions, perSecond, seconds) {
  checkOpenFiles(subscriptions);
  const directory = mkdtempSync(join(tmpdir(), 'bench-subscriptions-'));
  const { child: subgraph, ready } = await Child.start(new URL('./subgraph.mjs', import.meta.url));
  const supergraphFile = join(directory, 'supergraph.graphql');
  writeFileSync(supergraphFile, compose(ready.url));
  const router = await RouterProcess.start(definition, { directory, supergraphFile, nodeFlags: [] });
  const clients = await Promise.all(Array.from({ length: CLIENT_PROCESSES }, startClients));
  process.on('exit', () => {
    for (const each of [router, subgraph, ...clients]) each.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  // What the first subscriptions bring into memory is no cost of each.
  await open({ router, clients, from: 0, to: 100 });
  await wait(SETTLE_SECONDS * 1000);
  const rssBefore = router.rssBytes();
  const cpuBefore = router.cpuMicroseconds();
  await open({ router, clients, from: 100, to: subscriptions + 100 });
  const openMicroseconds = (router.cpuMicroseconds() - cpuBefore) / subscriptions;
  await wait(SETTLE_SECONDS * 1000);
  const kibEach = (router.rssBytes() - rssBefore) / 1024 / subscriptions;

  await subgraph.ask({ events: WARM_UP_SECONDS * perSecond, perSecond });
  await wait(1_000);
  await collect(clients);
  const events = seconds * perSecond;
  const eventCpuBefore = router.cpuMicroseconds();
  const { listeners } = await subgraph.ask({ events, perSecond });
  await wait(1_000);
  const eventMicroseconds = (router.cpuMicroseconds() - eventCpuBefore) / events;
  const { latenciesMs, ...mistakes } = await collect(clients);

  latenciesMs.sort((one, other) => one - other);
  report({
    subscriptions,
    upstreams: listeners,
    kibEach,
    openMicroseconds,
    kibEachAfterEvents: (router.rssBytes() - rssBefore) / 1024 / subscriptions,
    perSecond,
    events,
    lost: events - latenciesMs.length,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
    eventMicroseconds,
    ...mistakes,
  });
  process.exit(mistakes.wrong + mistakes.closed > 0 || latenciesMs.length !== events ? 1 : 0);
}

/** A limit that is too low shows as refused connections long after the start. */
function checkOpenFiles(subscriptions) {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  const needed = Math.ceil(subscriptions * FILES_EACH) + 500;
  if (limit === 'unlimited' || Number(limit) >= needed) return;
  process.stderr.write(
    `${subscriptions} subscriptions need ${needed} open files, the limit is ${limit}: ulimit -n ${needed}\n`,
  );
  process.exit(1);
}

function compose(url) {
  const { supergraphSdl, errors } = composeServices([{ name: 'stock', url, typeDefs: parse(TYPE_DEFS) }]);
  if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

async function startClients() {
  return (await Child.start(new URL('./clients.mjs', import.meta.url))).child;
}

async function open({ router, clients, from, to }) {
  const url = router.url.replace('http', 'ws');
  const share = Math.ceil((to - from) / clients.length);
  const ask = (client, index) =>
    client.ask({ url, from: from + index * share, to: Math.min(to, from + (index + 1) * share) });
  await Promise.all(clients.map(ask));
}

async function collect(clients) {
  const parts = await Promise.all(clients.map((client) => client.ask({})));
  const sum = (name) => parts.reduce((total, part) => total + part[name], 0);
  return {
    latenciesMs: parts.flatMap(({ latenciesMs }) => latenciesMs),
    wrong: sum('wrong'),
    closed: sum('closed'),
    example: parts.find(({ example }) => example)?.example,
  };
}

function report(result) {
  const { subscriptions, upstreams, kibEach, kibEachAfterEvents, openMicroseconds } = result;
  const { perSecond, events, lost, p50Ms, p99Ms, eventMicroseconds, wrong, closed, example } = result;
  const text = table(
    ['', ''],
    [
      ['subscriptions', `${subscriptions}, ${upstreams} at the subgraph`],
      ['RSS of each', `${kibEach.toFixed(1)} KiB; after the events ${kibEachAfterEvents.toFixed(1)} KiB`],
      ['CPU to open one', `${Math.round(openMicroseconds)} µs`],
      ['events', `${events}, ${perSecond} a second, ${lost} lost`],
      ['from subgraph to client', `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`],
      ['CPU of an event', `${Math.round(eventMicroseconds)} µs`],
      ['mistakes', `${wrong} wrong messages, ${closed} closed sockets${example ? `; ${example}` : ''}`],
    ],
  ).join('\n');
  process.stdout.write(`${text}\n`);
  saveResults({ name: 'subscriptions', title: 'Live subscriptions', facts: {}, results: { result }, text });
}
