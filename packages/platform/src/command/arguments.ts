import { parseArgs } from 'node:util';

export const SEEDS = ['demo', 'small', 'medium', 'large', 'none'] as const;
export type Seed = (typeof SEEDS)[number];

export interface StartCommand {
  readonly kind: 'start';
  readonly isReset: boolean;
  readonly hasProcesses: boolean;
  /** Absent: demo where the databases are empty, else what is there. */
  readonly seed?: Seed;
}

export type Command = StartCommand | { readonly kind: 'help' };

/** The command line cannot be understood; the message says what may stand there. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'WRONG_USAGE';
}

/** @throws UsageError    names the first argument that is unknown or wrong */
export function parseCommand(args: readonly string[]): Command {
  const { help, reset, processes, seed } = parseOptions(args);
  if (help) return { kind: 'help' };
  const start = { kind: 'start', isReset: reset === true, hasProcesses: processes === true } as const;
  if (seed === undefined) return start;
  const known = SEEDS.find((name) => name === seed);
  if (known) return { ...start, seed: known };
  throw new UsageError(`--seed must be one of ${SEEDS.join(', ')}, got "${seed}".`);
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        reset: { type: 'boolean' },
        processes: { type: 'boolean' },
        seed: { type: 'string' },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new UsageError(`${reason}: "npm start -- --help" lists what may stand there.`, { cause });
  }
}
