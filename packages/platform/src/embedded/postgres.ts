import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../start-error.js';
import { freePort } from './free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { openCluster, type PostgresCluster, SUPERUSER } from './postgres-cluster.js';
import { postgresFailure } from './postgres-failure.js';
import { runningPostmaster, signalPostmaster, stopOrphan } from './postmaster.js';
import { spareFolder } from './spare-folder.js';
import { canReach, unprivilegedUser } from './system-user.js';
import { runTethered, type TetheredProcess } from './tethered-process.js';

const MAX_CONNECTIONS = 400;
const CLIENTS_LEAVE_MS = 1_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: MAX_CONNECTIONS,
  shared_buffers: '256MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '2GB',
  synchronous_commit: 'off',
  jit: 'off',
};

/** For data that nobody will miss after a power cut. */
const THROWAWAY_SETTINGS = { fsync: 'off', full_page_writes: 'off' };

export interface EmbeddedPostgresOptions {
  /** Holds the cluster and its password; made when it is missing. */
  readonly dataDir: string;
  /** Of 127.0.0.1; a free one when absent. */
  readonly port?: number;
  /** Whether the data must survive a crash of the machine. The last moments before it may be lost either way. */
  readonly durable: boolean;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly port: number;
  /** Where the data is: `dataDir`, or a folder outside the checkout when PostgreSQL's user cannot reach that. */
  readonly home: string;
  /** A URL of the superuser for this database. */
  url(database: string): string;
}

/**
 * Starts the packaged PostgreSQL, and stops one that a killed run left behind. It ends with this process, however that ends.
 *
 * @throws StartError    the port is taken, the disk is full, the data is of another version, …
 */
export async function startPostgres({ dataDir, port, durable }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = postgresHome(dataDir);
  const user = unprivilegedUser(join(home, 'cluster'));
  const binaries = postgresBinaries(user);
  const cluster = await openCluster(home, binaries, user);
  await stopOrphan(cluster.dir);
  const chosenPort = port ?? (await freePort());
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : THROWAWAY_SETTINGS) });
  const server = runTethered({
    command: binaries.postgres,
    args: [
      '-D',
      cluster.dir,
      '-p',
      String(chosenPort),
      ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    stopSignal: 'INT',
    env: { ...process.env, LC_ALL: 'C' },
    user,
  });
  await untilReady(server, home, chosenPort);
  return {
    port: chosenPort,
    home,
    url: (database) => urlOf(cluster, chosenPort, database),
    [Symbol.asyncDispose]: () => stop(server, cluster),
  };
}

/** Deletes the cluster that `startPostgres` keeps for this `dataDir`, after stopping what still runs in it. */
export async function removePostgres(dataDir: string): Promise<void> {
  const home = postgresHome(dataDir);
  await stopOrphan(join(home, 'cluster'));
  rmSync(home, { recursive: true, force: true });
}

/** `dataDir`, unless PostgreSQL must run as another user who cannot reach it. */
function postgresHome(dataDir: string): string {
  const wanted = resolve(dataDir);
  makeFolder(wanted);
  if (canReach(unprivilegedUser(join(wanted, 'cluster')), wanted)) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const spare = join(spareFolder(), `data-${name}`);
  makeFolder(spare);
  return spare;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    if (process.getuid?.() === 0) chmodSync(folder, 0o755); // or PostgreSQL's user could not pass
  } catch (cause) {
    throw new StartError(`${folder} is not writable: make it so for this user, or start from another folder.`, {
      cause,
    });
  }
}

async function untilReady(server: TetheredProcess, home: string, port: number): Promise<void> {
  let output = '';
  const ready = new Promise<'ready'>((done) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000);
      if (output.includes('ready to accept connections')) done('ready');
    });
  });
  if ((await Promise.race([ready, server.exited])) === 'ready') return;
  if (/Address already in use/.test(output)) {
    throw new StartError(`Port ${port}, meant for PostgreSQL, is in use: end the process that listens there.`);
  }
  throw postgresFailure(home, output);
}

/** Lets the clients that are leaving leave (smart shutdown), and after a moment throws out who stays (fast shutdown). */
async function stop(server: TetheredProcess, { dir }: PostgresCluster): Promise<void> {
  const pid = runningPostmaster(dir);
  if (pid !== undefined) signalPostmaster(pid, 'SIGTERM', dir);
  await Promise.race([server.exited, delay(CLIENTS_LEAVE_MS, undefined, { ref: false })]);
  await server[Symbol.asyncDispose]();
}

function urlOf({ password }: PostgresCluster, port: number, database: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}
