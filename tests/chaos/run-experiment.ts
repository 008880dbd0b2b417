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

/** Runs trials one after the other until one fails. @param options.onTrial  is told after each how many are done */
export async function runExperiment(
  { rig, floor, log }: PreparedRig,
  experiment: Experiment,
  { trials, firstSeed, onTrial }: { trials: number; firstSeed: number; onTrial?: (done: number) => void },
): Promise<Result> {
  const startedAt = performance.now();
  const figures: Record<string, number[]> = {};
  const measure = (name: string, value: number) => {
    figures[name] = [...(figures[name] ?? []), value];
  };
  const notes: string[] = [];
  const note = (text: string) => void notes.push(text);
  const before = log.calls.length;
  let violations: readonly Violation[] = [];
  let done = 0;
  for (; done < trials && violations.length === 0; done += 1) {
    const seed = firstSeed + done;
    const seen = await experiment.perform({ rig, floor, log, seed, random: randomNumbers(seed), measure, note });
    await rig.parts.disarm();
    rig.simulator.control.clearFaults();
    await rig.parts.restartEnded();
    violations = [...seen, ...(await check(rig, log))];
    onTrial?.(done + 1);
  }
  const calls: Record<string, number> = {};
  for (const { outcome } of log.calls.slice(before)) calls[outcome.kind] = (calls[outcome.kind] ?? 0) + 1;
  return {
    experiment: experiment.name,
    trials: done,
    violations,
    failedSeed: violations.length > 0 ? firstSeed + done - 1 : undefined,
    calls,
    figures,
    notes,
    seconds: (performance.now() - startedAt) / 1_000,
  };
}
