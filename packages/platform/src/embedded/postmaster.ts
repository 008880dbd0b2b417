import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../start-error.js';
import { processCommand } from './process-facts.js';

const FAST_SHUTDOWN_MS = 20_000;
const POLL_MS = 25;

/**
 * Stops the PostgreSQL that a killed run left in the cluster, if one did: fast shutdown first, then the immediate one.
 *
 * @throws StartError    it belongs to another user, or will not stop
 */
export async function stopOrphan(clusterDir: string): Promise<void> {
  const pid = runningPostmaster(clusterDir);
  if (pid === undefined) return;
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    signalPostmaster(pid, signal, clusterDir);
    if (await endsWithin(pid, FAST_SHUTDOWN_MS)) return;
  }
  throw new StartError(
    `PostgreSQL (process ${pid}) still uses ${clusterDir} and does not stop: end it and start again.`,
  );
}

/**
 * The pid of the PostgreSQL that runs in the cluster. The pid file outlives a crash, and its number may belong to somebody else by
 * then: only a PostgreSQL of this cluster counts.
 */
export function runningPostmaster(clusterDir: string): number | undefined {
  const pidFile = join(clusterDir, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  return processCommand(pid).includes(clusterDir) ? pid : undefined;
}

/** @throws StartError    it belongs to another user */
export function signalPostmaster(pid: number, signal: NodeJS.Signals, clusterDir: string): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if (!existsSync(join(clusterDir, 'postmaster.pid'))) return;
    throw new StartError(`PostgreSQL (process ${pid}) of another user uses ${clusterDir}: stop it and start again.`, {
      cause,
    });
  }
}

async function endsWithin(pid: number, deadlineMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < deadlineMs; waitedMs += POLL_MS) {
    if (processCommand(pid) === '') return true;
    await delay(POLL_MS);
  }
  return false;
}
