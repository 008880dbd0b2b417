import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Environment, REPOSITORY } from '../config.js';
import { runTethered } from '../embedded/tethered-process.js';
import { StartError } from '../start-error.js';
import { disposeOnce, type Part, type PartRunner } from './part.js';
import { baseUrl, SUPERGRAPH_FILE } from './part-environment.js';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** Each part a process, started as in production. Their output goes where ours goes. */
export const ownProcesses: PartRunner = {
  startSubgraph: async (name, env) => {
    const script = join(REPOSITORY, 'subgraphs', name, 'src', 'main.ts');
    return { ...(await startProcess(name, [script], env)), name };
  },
  startRouter: (env, configFile) => {
    const script = join(REPOSITORY, 'router', 'bin', 'router.mjs');
    return startProcess('router', [script, '--supergraph', SUPERGRAPH_FILE, '--config', configFile], env);
  },
};

async function startProcess(name: Part['name'], command: readonly string[], env: Environment): Promise<Part> {
  const url = baseUrl(Number(env.PORT));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = runTethered({
    command: process.execPath,
    args: ['--import', tsx, ...command],
    stopSignal: 'TERM',
    cwd: REPOSITORY, // tsx looks for tsconfig.json from there
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
