/** A router before subgraphs that answer nothing, and how long it held its thread: the CPU time of the longest turn of its event loop. */
import { readFileSync } from 'node:fs';
import { createRouter } from '../../router/src/index.ts';
import { composeLargeGraph } from './graph.mjs';

const NANOSECONDS_PER_MS = 1_000_000;
const SCHEDSTAT = `/proc/self/task/${process.pid}/schedstat`;

const router = await createRouter({
  supergraphSdl: composeLargeGraph(),
  config: { ...JSON.parse(process.argv[2] ?? '{}'), port: 0, logLevel: 'silent' },
  connectSubgraph: () => ({
    send: async () => ({ status: 200, text: '{"data":null,"errors":[{"message":"Nothing here"}]}', headers: {} }),
    async [Symbol.asyncDispose]() {},
  }),
});
const { url } = await router.listen();

let lastMs = threadMs();
let longestMs = 0;
turn();
process.on('message', () => {
  process.send({ longestMs });
  longestMs = 0;
  lastMs = threadMs();
});
process.on('disconnect', () => process.exit());
process.send({ url });

function turn() {
  const nowMs = threadMs();
  longestMs = Math.max(longestMs, nowMs - lastMs);
  lastMs = nowMs;
  setImmediate(turn);
}

/** CPU time of the main thread, so that other work of the machine does not count. Source: proc_pid_schedstat(5), first field. */
function threadMs() {
  return Number(readFileSync(SCHEDSTAT, 'utf8').split(' ')[0]) / NANOSECONDS_PER_MS;
}
