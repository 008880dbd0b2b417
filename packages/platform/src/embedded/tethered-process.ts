import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * A shell between us and the server. It waits for the server; when its standard input ends, which happens when we close it and
 * also when we die by SIGKILL, it sends the server the stop signal.
 */
const TETHER = `
exec 3<&0
stop_signal=$1
shift
"$@" </dev/null &
server=$!
{ read -r _ <&3; kill -"$stop_signal" "$server"; } 2>/dev/null &
watch=$!
wait "$server"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
`;

export interface TetheredCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** What makes the server stop in order. */
  readonly stopSignal: 'INT' | 'TERM';
  readonly env?: NodeJS.ProcessEnv;
  /** default `/`, where every user may be */
  readonly cwd?: string;
  /** Only for root: the user to run as. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface TetheredProcess extends AsyncDisposable {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the server has ended, with its exit code (128 + n after signal n). Never rejects. */
  readonly exited: Promise<number>;
}

/**
 * Runs a server that cannot outlive this process, and that a Ctrl-C in the terminal does not reach (own session): it ends when it is
 * disposed of, after those who use it.
 */
export function runTethered({ command, args, stopSignal, env, cwd = '/', user }: TetheredCommand): TetheredProcess {
  const shell = spawn('/bin/sh', ['-c', TETHER, 'tether', stopSignal, command, ...args], {
    cwd,
    detached: true,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...user,
  });
  shell.stdin.on('error', () => {}); // the server ended first
  const exited = new Promise<number>((resolve) => {
    shell.once('error', () => resolve(127));
    shell.once('exit', (code) => resolve(code ?? 128));
  });
  return {
    stdout: shell.stdout,
    stderr: shell.stderr,
    exited,
    async [Symbol.asyncDispose]() {
      shell.stdin.end();
      await exited;
    },
  };
}
