import { loadavg } from 'node:os';
import type { PlantedBug } from './bugs/planted-bug.js';
import type { Result } from './run-experiment.js';

/** With 95 % confidence the probability of a violation is below 3/n after n trials without one ("rule of three"). */
function bound(trials: number): string {
  return `p < ${(3 / trials).toPrecision(2)}`;
}

export function describeResult({
  experiment,
  trials,
  violations,
  failedSeed,
  calls,
  figures,
  notes,
  seconds,
}: Result): string {
  const verdict = violations.length === 0 ? `no violation, ${bound(trials)}` : `VIOLATED with seed ${failedSeed}`;
  const lines = [
    `${experiment}: ${trials} trials in ${Math.round(seconds)} s, calls ${JSON.stringify(calls)}: ${verdict}`,
    ...describeFigures(figures),
    ...notes.map((note) => `    ${note}`),
    ...violations.slice(0, 20).map(({ invariant, detail }) => `    ✗ ${invariant}: ${detail}`),
  ];
  if (violations.length > 20) lines.push(`    … and ${violations.length - 20} more`);
  return lines.join('\n');
}

/** One line as it goes, with what the whole machine had to do, since times depend on it. @param about  what distinguishes this trial from the others, where there is such a thing */
export function describeTrial(
  { experiment, figures, notes, seconds, violations }: Result,
  count: string,
  about?: string,
): string {
  const values = Object.entries(figures).map(([name, all]) =>
    all.length < 5 ? `${name} ${all.map(Math.round).join(' ')}` : describeFigure(name, all),
  );
  const verdict = violations.length > 0 ? ['VIOLATED'] : [];
  const [load = 0] = loadavg();
  const said = [`${seconds.toFixed(1)} s`, `load ${load.toFixed(0)}`, ...values, ...notes, ...verdict];
  return `${experiment} ${count}${about ? ` (${about})` : ''}: ${said.join('; ')}`;
}

function describeFigures(figures: Result['figures']): string[] {
  return Object.entries(figures).map(([name, values]) => `    ${describeFigure(name, values)}`);
}

function describeFigure(name: string, values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `${name}: n ${sorted.length}, median ${at(0.5)}, p99 ${at(0.99)}, greatest ${at(1)}`;
}

/** A bug is caught when its experiment violates an invariant of those that it breaks. */
export function isCaught(bug: PlantedBug, { violations }: Result): boolean {
  return violations.some(({ invariant }) => bug.caughtBy.includes(invariant));
}

export function describeCatch(bug: PlantedBug, result: Result): string {
  const [first] = result.violations.filter(({ invariant }) => bug.caughtBy.includes(invariant));
  if (!first)
    return `✗ ${bug.name}: NOT CAUGHT by ${result.trials} trials of ${bug.experiment}\n${describeResult(result)}`;
  return `✓ ${bug.name} (${bug.says}): caught by ${bug.experiment} in trial ${result.trials}: ${first.invariant}: ${first.detail}`;
}
