/** Sends requests that are meant to be dear to a router with the limits it has by default: how long does each hold the event loop? */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hostileRequests } from './documents.mjs';

const HELP = `Sends requests of at most 100 kB that are meant to be dear to a router with the limits it has by default.

Usage: node --import tsx bench/stalls/run.mjs [options]

  --only TEXT     only requests with this in their name
  --fresh         a new router for each request: nothing is warm
  --times N       each so often, so that nothing is answered from memory    (3)
  --config JSON   configuration of the router, beside its defaults
  --help          this text

Prints the CPU time of the longest turn of the router's event loop for each, the longest last. Linux only.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    fresh: { type: 'boolean', default: false },
    times: { type: 'string', default: '3' },
    config: { type: 'string', default: '{}' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const rows = [];
const requests = hostileRequests().filter(({ name }) => name.includes(values.only));
let router = values.fresh ? undefined : await startRouter();
for (const { name, body } of requests) {
  if (values.fresh) router = await startRouter();
  const row = { name, longestMs: 0, answer: '' };
  for (let time = 0; time < Number(values.times); time++) {
    await router.longestMs();
    row.answer = await ask(router.url, different(body, time));
    row.longestMs = Math.max(row.longestMs, await router.longestMs());
  }
  rows.push(row);
  if (values.fresh) router.stop();
}
if (!values.fresh) router.stop();
rows.sort((a, b) => a.longestMs - b.longestMs);
for (const { name, longestMs, answer } of rows)
  console.log(`${longestMs.toFixed(1).padStart(8)} ms  ${name.padEnd(56)} ${answer}`);

/** Another text each time, which the router has not seen. */
function different(body, time) {
  return body.replace('"query":"', `"query":"${','.repeat(time)}`);
}

async function startRouter() {
  const entry = fileURLToPath(new URL('router.mjs', import.meta.url));
  const child = fork(entry, [values.config], { execArgv: ['--import', 'tsx'] });
  const [{ url }] = await once(child, 'message');
  return {
    url,
    async longestMs() {
      child.send('longest');
      const [message] = await once(child, 'message');
      return message.longestMs;
    },
    stop: () => child.disconnect(),
  };
}

async function ask(url, body) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const text = await response.text();
  const [, message] = /"message":"((?:[^"\\]|\\.){0,70})/.exec(text) ?? [];
  return `${response.status} ${Math.round(text.length / 1000)} kB ${message ?? ''}`;
}
