import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Environment, REPOSITORY } from '../config.js';
import { runTethered } from '../embedded/tethered-process.js';
import { StartError } from '../start-error.js';
import { disposeOnce, type Part, type PartRunner } from './part.js';
import { baseUrl, SUPERGRAPH_FILE } from './part-environment.js';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;

const START = join('packages', 'bundle', 'bin', 'start.mjs');

/** Each part a process, started as in production. Their output goes where ours goes. */
export const ownProcesses: PartRunner = {
  startSubgraph: async (name, env) => {
    const entry = join('subgraphs', name, 'src', 'main.ts');
    return { ...(await startProcess(name, [START, entry], env)), name };
  },
  startRouter: (env, configFile) => {
    const script = join('router', 'bin', 'router.mjs');
    return startProcess('router', [script, '--supergraph', SUPERGRAPH_FILE, '--config', configFile], env);
  },
};

async function startProcess(name: Part['name'], command: readonly string[], env: Environment): Promise<Part> {
  const url = baseUrl(Number(env.PORT));
  const child = runTethered({
    command: process.execPath,
    args: [...command],
    stopSignal: 'TERM',
    cwd: REPOSITORY,
    env: { ...process.env, ...env },
  });
  child.stderr.pipe(process.stderr, { end: false });
  child.stdout.pipe(process.stdout, { end: false });
  const outcome = await Promise.race([untilReady(url), child.exited]);
  if (outcome !== 'ready') {
    await child[Symbol.asyncDispose]();
    const what = outcome === 'late' ? `was not ready after ${READY_WITHIN_MS / 1_000} s` : 'ended at its start';
    throw new StartError(`The process of ${name} ${what}: its output above says why.`);
  }
  return { name, url, ended: child.exited, [Symbol.asyncDispose]: disposeOnce(() => child[Symbol.asyncDispose]()) };
}

async function untilReady(url: string): Promise<'ready' | 'late'> {
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS; waitedMs += POLL_MS) {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return 'ready';
    await delay(POLL_MS);
  }
  return 'late';
}
