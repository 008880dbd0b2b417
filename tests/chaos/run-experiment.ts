import { check } from './checker/check.js';
import { takeBaseline } from './checker/read-shop.js';
import type { Violation } from './checker/violation.js';
import { ClientLog } from './clients/client-log.js';
import { ShopFloor } from './clients/shop-floor.js';
import type { Experiment } from './experiments/experiment.js';
import { randomNumbers } from './random.js';
import type { Rig } from './rig/rig.js';

export interface Result {
  readonly experiment: string;
  readonly trials: number;
  /** of the first trial that had any: the databases are not to be trusted after it */
  readonly violations: readonly Violation[];
  /** seed of that trial */
  readonly failedSeed: number | undefined;
  readonly calls: Readonly<Record<string, number>>;
  /** measured values by name */
  readonly figures: Readonly<Record<string, readonly number[]>>;
  readonly notes: readonly string[];
  readonly seconds: number;
}

/** A rig with what must be known before anything is done to it. */
export interface PreparedRig {
  readonly rig: Rig;
  readonly floor: ShopFloor;
  /** of all that was ever asked of it: promises are for ever */
  readonly log: ClientLog;
}

export async function prepare(rig: Rig): Promise<PreparedRig> {
  await takeBaseline(rig);
  return { rig, floor: new ShopFloor(rig), log: new ClientLog() };
}

/**
 * Runs trials one after the other until one fails.
 *
 * @param options.onTrial  is told after each what it was, and the result so far: whoever is stopped has something to show
 */
export async function runExperiment(
  prepared: PreparedRig,
  experiment: Experiment,
  { trials, firstSeed, onTrial }: { trials: number; firstSeed: number; onTrial?: (one: Result, soFar: Result) => void },
): Promise<Result> {
  let soFar = nothingOf(experiment);
  while (soFar.trials < trials && soFar.violations.length === 0) {
    const one = await runTrial(prepared, experiment, firstSeed + soFar.trials);
    soFar = add(soFar, one);
    onTrial?.(one, soFar);
  }
  return soFar;
}

function nothingOf({ name }: Experiment): Result {
  const nothing = { violations: [], failedSeed: undefined, calls: {}, figures: {}, notes: [] };
  return { experiment: name, trials: 0, seconds: 0, ...nothing };
}

async function runTrial({ rig, floor, log }: PreparedRig, experiment: Experiment, seed: number): Promise<Result> {
  const startedAt = performance.now();
  const figures: Record<string, number[]> = {};
  const measure = (name: string, value: number) => {
    figures[name] = [...(figures[name] ?? []), value];
  };
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const before = log.calls.length;
  const seen = await experiment.perform({ rig, floor, log, seed, random: randomNumbers(seed), measure, note });
  await rig.parts.disarm();
  rig.simulator.control.clearFaults();
  await rig.parts.restartEnded();
  const violations = [...seen, ...(await check(rig, log))];
  const calls: Record<string, number> = {};
  for (const { outcome } of log.calls.slice(before)) calls[outcome.kind] = (calls[outcome.kind] ?? 0) + 1;
  const failedSeed = violations.length > 0 ? seed : undefined;
  const seconds = (performance.now() - startedAt) / 1_000;
  return { experiment: experiment.name, trials: 1, violations, failedSeed, calls, figures, notes, seconds };
}

function add(sum: Result, one: Result): Result {
  const calls = { ...sum.calls };
  for (const [kind, count] of Object.entries(one.calls)) calls[kind] = (calls[kind] ?? 0) + count;
  const figures = { ...sum.figures };
  for (const [name, values] of Object.entries(one.figures)) figures[name] = [...(figures[name] ?? []), ...values];
  return {
    ...one,
    trials: sum.trials + one.trials,
    calls,
    figures,
    notes: [...sum.notes, ...one.notes],
    seconds: sum.seconds + one.seconds,
  };
}
