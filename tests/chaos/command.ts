import { writeFileSync } from 'node:fs';
import { type Command, HELP, parseCommand } from './arguments.js';
import { plantedBugs } from './bugs/index.js';
import type { PlantedBug } from './bugs/planted-bug.js';
import type { Experiment } from './experiments/experiment.js';
import { experiments } from './experiments/index.js';
import { describeCatch, describeResult, describeTrial, isCaught } from './report.js';
import { startRig } from './rig/rig.js';
import { type PreparedRig, prepare, type Result, runExperiment } from './run-experiment.js';

/** A planted bug may hide for a few trials; longer is not caught. */
const TRIALS_TO_CATCH = 5;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommand(args);
  switch (command.mode) {
    case 'help':
      return say(HELP);
    case 'list':
      return say(list());
    case 'experiments':
      return runAll(command);
    case 'sensitivity':
      return catchAll(command);
    default:
      return command.mode satisfies never;
  }
}

function say(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

function list(): string {
  const lines = experiments.map(({ name, says, trials }) => `  ${name} (${trials.full} trials): ${says}`);
  const bugs = plantedBugs.map(({ name, says, experiment }) => `  ${name}: ${says} → ${experiment}`);
  return ['Experiments', ...lines, '', 'Planted bugs', ...bugs, ''].join('\n');
}

/** One rig for all experiments, but a new one after a violation. */
async function runAll({ only, trials, firstSeed, isShort, holds, resultFile }: Command): Promise<number> {
  const chosen = choose(experiments, only);
  const results: Result[] = [];
  let prepared: PreparedRig | undefined;
  for (const experiment of chosen) {
    const count = trials ?? (isShort ? experiment.trials.short : experiment.trials.full);
    if (count === 0) continue;
    prepared ??= await prepare(await startRig());
    const onTrial = (one: Result, soFar: Result) => {
      process.stderr.write(
        `${describeTrial(one, `${soFar.trials}/${count}`, experiment.about?.(firstSeed + soFar.trials - 1))}\n`,
      );
      keep(resultFile, [...results, soFar]);
    };
    const result = await runExperiment(prepared, experiment, { trials: count, firstSeed, onTrial });
    results.push(result);
    say(`${describeResult(result)}\n`);
    if (result.violations.length === 0) continue;
    if (holds) await hold(prepared);
    await prepared.rig[Symbol.asyncDispose]();
    prepared = undefined;
  }
  await prepared?.rig[Symbol.asyncDispose]();
  const failed = results.filter(({ violations }) => violations.length > 0).length;
  const sum = results.reduce((all, result) => all + result.trials, 0);
  say(`\n${results.length} experiments, ${sum} trials, ${failed} violated\n`);
  return failed === 0 ? 0 : 1;
}

/** The last words of what was found: its databases, as they are. Ctrl-C ends it. */
async function hold({ rig }: PreparedRig): Promise<never> {
  say(`The rig stays: router ${rig.url}, PostgreSQL ${rig.postgres.url}\n`);
  return new Promise(() => {});
}

async function catchAll({ only, firstSeed, trials = TRIALS_TO_CATCH, resultFile }: Command): Promise<number> {
  const chosen = choose(plantedBugs, only);
  const caught: { bug: string; isCaught: boolean; result: Result }[] = [];
  for (const bug of chosen) {
    const result = await hunt(bug, { trials, firstSeed });
    caught.push({ bug: bug.name, isCaught: isCaught(bug, result), result });
    keep(resultFile, caught);
    say(`${describeCatch(bug, result)}\n`);
  }
  const count = caught.filter((one) => one.isCaught).length;
  say(`\n${count} of ${chosen.length} planted bugs caught\n`);
  return count === chosen.length ? 0 : 1;
}

/** After every step, so that a run that is stopped has left what it found. */
function keep(resultFile: string | undefined, results: unknown): void {
  if (resultFile) writeFileSync(resultFile, JSON.stringify(results, null, 2));
}

async function hunt(bug: PlantedBug, { trials, firstSeed }: { trials: number; firstSeed: number }): Promise<Result> {
  const [experiment] = choose<Experiment>(experiments, [bug.experiment]);
  if (!experiment) throw new Error(`${bug.name} has no experiment`);
  const prepared = await prepare(await startRig(bug));
  try {
    return await runExperiment(prepared, experiment, { trials, firstSeed });
  } finally {
    await prepared.rig[Symbol.asyncDispose]();
  }
}

/** @throws TypeError  for a name that there is not */
function choose<Named extends { readonly name: string }>(all: readonly Named[], names: readonly string[]): Named[] {
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown) throw new TypeError(`There is no ${unknown}; see --list`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}
