import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));
const IMPORT = fileURLToPath(new URL('../src/import-catalogue.ts', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

export interface SoukProcess {
  readonly pid: number;
  /** What it has written, both streams. */
  output(): string;
  /** @throws when it ends before its output has this */
  says(text: RegExp): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** `npm start` without npm. */
export function startSouk(args: readonly string[], env: Record<string, string>): SoukProcess {
  return run([START, ...args], env);
}

/** `npm run import` without npm. */
export function startImport(args: readonly string[], env: Record<string, string>): SoukProcess {
  return run(['--import', 'tsx', IMPORT, ...args], env);
}

function run(command: readonly string[], env: Record<string, string>): SoukProcess {
  const child = spawn(process.execPath, command, {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let onText = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      onText();
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('close', (code, signal) => done(signal ?? code));
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    signal: (signal) => void child.kill(signal),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        onText = () => pattern.test(text) && resolve();
        onText();
        ended.then((code) => reject(new Error(`Ended with ${code} without saying ${pattern}:\n${text}`)));
      }),
  };
}
