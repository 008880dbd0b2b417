import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StartError } from '../start-error.js';
import { freePort } from './free-port.js';
import { runTethered, type TetheredProcess } from './tethered-process.js';

/** The in-process stand-in: every client of this URL within one process meets the same one. */
const IN_PROCESS_URL = 'memory://souk';

/** `external`: somebody else's, by URL · `server`: started here · `in-process`: no other process can reach it. */
export type RedisKind = 'external' | 'server' | 'in-process';

export interface RedisOptions {
  /** REDIS_URL: used as it is. */
  readonly url?: string;
  /** Whether the in-process stand-in will do when no server is on PATH. */
  readonly allowInProcess: boolean;
}

export interface EmbeddedRedis extends AsyncDisposable {
  readonly url: string;
  readonly kind: RedisKind;
}

/**
 * Redis by `url`, else `redis-server` or `valkey-server` from PATH on a free port of 127.0.0.1 (keeps nothing on disk, ends with this
 * process), else the in-process stand-in.
 *
 * @throws StartError    a server is needed and there is none
 */
export async function startRedis({ url, allowInProcess }: RedisOptions): Promise<EmbeddedRedis> {
  if (url) return { url, kind: 'external', async [Symbol.asyncDispose]() {} };
  const command = onPath('redis-server') ?? onPath('valkey-server');
  if (command) return startServer(command);
  if (allowInProcess) return { url: IN_PROCESS_URL, kind: 'in-process', async [Symbol.asyncDispose]() {} };
  throw new StartError(
    'There is no Redis that several processes could share: install redis-server or valkey-server, or set REDIS_URL.',
  );
}

async function startServer(command: string): Promise<EmbeddedRedis> {
  const port = await freePort();
  const server = runTethered({
    command,
    args: ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no', '--loglevel', 'notice'],
    stopSignal: 'TERM',
  });
  await untilReady(server, command);
  return {
    url: `redis://127.0.0.1:${port}`,
    kind: 'server',
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function untilReady(server: TetheredProcess, command: string): Promise<void> {
  let output = '';
  const ready = new Promise<'ready'>((done) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-4_000);
        if (/ready to accept connections/i.test(output)) done('ready');
      });
    }
  });
  if ((await Promise.race([ready, server.exited])) === 'ready') return;
  throw new StartError(`${command} did not start:\n${output.trim()}`);
}

function onPath(name: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
