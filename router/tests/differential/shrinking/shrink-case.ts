import { parse, validate } from 'graphql';
import { GraphUnderTest } from '../graph-under-test.js';
import type { Operation, World } from '../scenario.js';
import { shrinkOperation } from './shrink-operation.js';
import { shrinkWorld } from './shrink-world.js';

export interface FailedCase {
  readonly world: World;
  readonly operation: Operation;
  readonly difference: string;
}

/** A smaller case with the same kind of difference, found within the time. */
export async function shrinkCase(failed: FailedCase, budgetMs: number): Promise<FailedCase> {
  const startedAt = performance.now();
  const operation = await onWorld(failed, startedAt + budgetMs * 0.3);
  const world = await shrinkWorld(
    failed.world,
    async (candidate) => isSameKind(failed, await runOn(candidate, operation)),
    startedAt + budgetMs * 0.85,
  );
  const smaller = await onWorld({ ...failed, world, operation }, startedAt + budgetMs);
  return { world, operation: smaller, difference: (await runOn(world, smaller)) ?? failed.difference };
}

async function onWorld({ world, operation, difference }: FailedCase, endsAt: number): Promise<Operation> {
  await using graph = await GraphUnderTest.start(world, ignore);
  if (!graph) return operation;
  const stillFails = async (candidate: Operation) =>
    isSameKind({ difference }, await graph.run(candidate).then((result) => result.difference));
  return await shrinkOperation(operation, graph.apiSchema, stillFails, endsAt);
}

/** The difference there is; undefined also where the case cannot be run. */
async function runOn(world: World, operation: Operation): Promise<string | undefined> {
  try {
    await using graph = await GraphUnderTest.start(world, ignore);
    if (!graph || validate(graph.apiSchema, parse(operation.query)).length > 0) return undefined;
    return (await graph.run(operation)).difference;
  } catch {
    return undefined;
  }
}

function isSameKind({ difference }: Pick<FailedCase, 'difference'>, other: string | undefined): boolean {
  return other !== undefined && kindOf(difference) === kindOf(other);
}

/** Without the path in it. */
function kindOf(difference: string): string {
  return difference.replace(/\[.*\]/, '');
}

function ignore(): void {}
