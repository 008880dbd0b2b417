import { parseArgs } from 'node:util';

export interface Command {
  readonly mode: 'help' | 'list' | 'experiments' | 'sensitivity';
  /** names of experiments, or of planted bugs; empty: all */
  readonly only: readonly string[];
  /** Absent: as many as the experiment says. */
  readonly trials: number | undefined;
  readonly firstSeed: number;
  readonly isShort: boolean;
  /** After a violation the rig is left as it is, to be looked at. */
  readonly holds: boolean;
  /** where the results go as JSON */
  readonly resultFile: string | undefined;
}

export const HELP = `npm run chaos -- [options]

  --only a,b          these experiments (with --sensitivity: these planted bugs); default: all
  --trials n          of each; default: what each experiment says
  --seed n            of the first trial, default 1; the next one has the next
  --hold              leaves the rig as it is after a violation, until Ctrl-C
  --short             few trials of each: what CI runs
  --sensitivity       plants each bug and lets its experiment find it
  --out file.json     writes the results
  --list              the experiments and the planted bugs
  --help

Exit code 0: nothing was violated, or every planted bug was caught.
`;

/** @throws TypeError  for an option that is not known, or no number */
export function parseCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      trials: { type: 'string' },
      seed: { type: 'string', default: '1' },
      short: { type: 'boolean', default: false },
      hold: { type: 'boolean', default: false },
      sensitivity: { type: 'boolean', default: false },
      out: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const run = values.sensitivity ? 'sensitivity' : 'experiments';
  const listing = values.list ? 'list' : run;
  return {
    mode: values.help ? 'help' : listing,
    only: values.only.split(',').filter(Boolean),
    trials: values.trials === undefined ? undefined : count('trials', values.trials),
    firstSeed: count('seed', values.seed),
    isShort: values.short,
    holds: values.hold,
    resultFile: values.out,
  };
}

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new TypeError(`--${name} must be a whole number above 0, got "${text}"`);
}
