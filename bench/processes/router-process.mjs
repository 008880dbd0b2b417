import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuMicroseconds, rssBytes } from './usage.mjs';

const START_SECONDS = 60;
const RSS_EVERY_MS = 200;

/** A router under measurement. Its log goes to a file, as it would in production. */
export class RouterProcess {
  /** The entry of `routers/index.mjs` it was started from. */
  definition;
  url;
  #process;

  /** @throws Error    with the end of its log, when it does not answer within 60 s */
  static async start(definition, { nodeFlags, directory, ...place }) {
    const port = await freePort();
    const { args, env = {} } = definition.start({ ...place, directory, port });
    const logFile = join(logsIn(directory), `${definition.name}.log`);
    const log = openSync(logFile, 'w');
    const router = new RouterProcess();
    router.definition = definition;
    router.url = `http://127.0.0.1:${port}/graphql`;
    router.#process = spawn(process.execPath, [...nodeFlags, ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
      stdio: ['ignore', log, log],
    });
    await router.#answers(logFile);
    return router;
  }

  cpuMicroseconds() {
    return cpuMicroseconds(this.#process.pid);
  }

  /** Runs something and tells the largest resident memory meanwhile, in bytes. */
  async watchRss(run) {
    let peakBytes = rssBytes(this.#process.pid);
    const timer = setInterval(() => {
      peakBytes = Math.max(peakBytes, rssBytes(this.#process.pid));
    }, RSS_EVERY_MS);
    try {
      return { result: await run(), peakBytes };
    } finally {
      clearInterval(timer);
    }
  }

  rssBytes() {
    return rssBytes(this.#process.pid);
  }

  stop() {
    this.#process.kill();
  }

  async #answers(logFile) {
    const giveUpAt = performance.now() + START_SECONDS * 1000;
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'content-type': 'application/json' };
    while (performance.now() < giveUpAt && this.#process.exitCode === null) {
      const answer = await fetch(this.url, { method: 'POST', headers, body }).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await wait(100);
    }
    this.stop();
    throw new Error(`${this.definition.name} did not start:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }
}

/** A folder of their own: that of the supergraph is watched, and a log that grows there would be looked at with it. */
function logsIn(directory) {
  const logs = join(directory, 'logs');
  mkdirSync(logs, { recursive: true });
  return logs;
}

async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
