import { beforeAll, expect, it } from 'vitest';
import { type RunSummary, runCases } from './run-cases.js';

const FIXED_SEED = 4;
const SEED = Number(process.env.ROUTER_DIFFERENTIAL_SEED ?? FIXED_SEED);
const CASES = 1_500;

let summary: RunSummary;

beforeAll(async () => {
  summary = await runCases({ seed: SEED, cases: CASES, maxFailures: 1, shrinkMs: 10_000 });
}, 600_000);

it(`answers as one schema over the same data does, ${CASES} times: seed ${SEED}`, () => {
  expect(summary.failures.join('\n')).toBe('');
});

it.runIf(SEED === FIXED_SEED)('has met every feature of federation it is about', () => {
  expect(summary.coverage.unseen).toEqual([]);
});

it.runIf(SEED === FIXED_SEED)('makes graphs that compose, three of four at least', () => {
  expect(summary.dropped / (summary.worlds + summary.dropped)).toBeLessThan(0.25);
});
