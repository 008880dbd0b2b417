import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processBirth } from '../embedded/process-facts.js';
import { StartError } from '../start-error.js';
import type { PerSubgraph } from '../subgraph-names.js';

/** What the lock of a running Souk tells other commands. */
export interface RunningSouk {
  readonly pid: number;
  /** Tells a process from a later one with the same pid. */
  readonly birth: string;
  /** The router's URL, or what else it does, for whoever comes second. */
  readonly what: string;
  /** Once they are open. */
  readonly databases?: PerSubgraph<string>;
}

export interface Lock extends AsyncDisposable {
  /** Tells other commands where the databases are. */
  announce(databases: PerSubgraph<string>): void;
}

/**
 * Makes this process the only Souk that uses the data folder. The lock of a process that is gone is taken over.
 *
 * @throws StartError    another one runs; the folder is not writable
 */
export function acquireLock(dataDir: string, what: string): Lock {
  const file = lockFile(dataDir);
  const mine: RunningSouk = { pid: process.pid, birth: processBirth(process.pid), what };
  makeFolder(dataDir);
  if (!create(file, mine)) {
    const running = readRunning(dataDir);
    if (running) {
      throw new StartError(
        `Souk is running already: process ${running.pid}, ${running.what}. Stop it first (Ctrl-C there, or kill ${running.pid}).`,
      );
    }
    rmSync(file, { force: true });
    if (!create(file, mine)) return acquireLock(dataDir, what); // another one was faster
  }
  return {
    announce: (databases) => replace(file, { ...mine, databases }),
    async [Symbol.asyncDispose]() {
      rmSync(file, { force: true });
    },
  };
}

/** The Souk that uses this data folder now, if one does. */
export function readRunning(dataDir: string): RunningSouk | undefined {
  try {
    const running = JSON.parse(readFileSync(lockFile(dataDir), 'utf8')) as RunningSouk;
    const isAlive = running.birth !== '' && running.birth === processBirth(running.pid);
    return isAlive ? running : undefined;
  } catch {
    return undefined; // none, or one that was broken off while it was written
  }
}

function lockFile(dataDir: string): string {
  return join(dataDir, 'lock');
}

function create(file: string, content: RunningSouk): boolean {
  try {
    writeFileSync(file, JSON.stringify(content), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw new StartError(`${file} cannot be written: make the folder writable, or set SOUK_DATA_DIR to another.`, {
      cause: error,
    });
  }
}

function replace(file: string, content: RunningSouk): void {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw new StartError(`${dataDir} cannot be made: make the folder above writable, or set SOUK_DATA_DIR.`, { cause });
  }
}
