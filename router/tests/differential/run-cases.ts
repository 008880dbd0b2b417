import { Coverage } from './coverage.js';
import { describeCase } from './describe-case.js';
import { generateRecords } from './generator/generate-records.js';
import { generateWorld } from './generator/generate-world.js';
import { randomOperation } from './generator/random-operation.js';
import { GraphUnderTest } from './graph-under-test.js';
import { hashText, Random } from './random.js';
import type { Operation, World } from './scenario.js';
import { shrinkCase } from './shrinking/shrink-case.js';

export interface RunOptions {
  readonly seed: number;
  /** At least as many; each world's cases are finished. */
  readonly cases: number;
  /** Only this one, as a failure names it. */
  readonly world?: number;
  /** After these the run ends early. */
  readonly limitMs?: number;
  /** After as many failures the run ends early; each is made smaller for at most `shrinkMs`. */
  readonly maxFailures: number;
  readonly shrinkMs: number;
  readonly onProgress?: (summary: RunSummary) => void;
  readonly onFailure?: (failure: string) => void;
}

export interface RunSummary {
  cases: number;
  worlds: number;
  /** Worlds whose subgraphs do not compose. */
  dropped: number;
  /** Each with everything that is needed to see it again. */
  readonly failures: string[];
  readonly coverage: Coverage;
}

const OPERATIONS_PER_WORLD = 10;
const RECORD_SETS = 3;
/** With other conditions, which the plan is the same for. */
const ASKED_PER_RECORD_SET = 3;

/** Runs random operations on random worlds through the router and through one schema, and compares. */
export async function runCases(options: RunOptions): Promise<RunSummary> {
  const summary: RunSummary = { cases: 0, worlds: 0, dropped: 0, failures: [], coverage: new Coverage() };
  const endsAt = performance.now() + (options.limitMs ?? Number.POSITIVE_INFINITY);
  using _plans = summary.coverage.watchPlans();
  for (let number = 0; summary.cases < options.cases; number++) {
    if (performance.now() > endsAt || summary.failures.length >= options.maxFailures) break;
    await runWorld(options.world ?? hashText(`${options.seed} ${number}`), options, summary);
    options.onProgress?.(summary);
    if (options.world !== undefined) break;
  }
  return summary;
}

async function runWorld(seed: number, options: RunOptions, summary: RunSummary): Promise<void> {
  const random = new Random(seed);
  const world = generateWorld(random);
  const { coverage } = summary;
  await using graph = await GraphUnderTest.start(world, coverage.see);
  if (!graph) {
    summary.dropped++;
    return;
  }
  summary.worlds++;
  coverage.seeWorld(world);
  const operations = Array.from({ length: OPERATIONS_PER_WORLD }, () => randomOperation(graph.apiSchema, random));
  const failed = new Set<Operation>();
  for (let set = 0; set < RECORD_SETS; set++) {
    const records = set === 0 ? world.records : generateRecords(world.subgraphs, random);
    graph.reader.load(records);
    for (const operation of operations) {
      if (failed.has(operation)) continue;
      for (let time = 0; time < ASKED_PER_RECORD_SET; time++) {
        const asked = set + time === 0 ? operation : withOtherConditions(operation, random);
        const difference = await runCase(graph, asked, summary);
        if (difference === undefined) continue;
        failed.add(operation);
        const failure = await explain(seed, { ...world, records }, asked, difference, options.shrinkMs);
        summary.failures.push(failure);
        options.onFailure?.(failure);
        if (summary.failures.length >= options.maxFailures) return;
        break;
      }
    }
  }
}

async function runCase(graph: GraphUnderTest, operation: Operation, summary: RunSummary): Promise<string | undefined> {
  summary.cases++;
  const { difference, expected } = await graph.run(operation);
  summary.coverage.seeOperation(operation);
  summary.coverage.seeAnswer(expected);
  return difference;
}

function withOtherConditions({ query, variables }: Operation, random: Random): Operation {
  const changed = Object.entries(variables).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? random.chance(0.5) : value,
  ]);
  return { query, variables: Object.fromEntries(changed) };
}

async function explain(
  seed: number,
  world: World,
  operation: Operation,
  difference: string,
  shrinkMs: number,
): Promise<string> {
  const smaller = await shrinkCase({ world, operation, difference }, shrinkMs);
  return `=== world ${seed}: ${difference}\n${await describeCase(smaller)}`;
}
