import type { Engine } from '../../engine.js';
import type { AnsweredAtOnce, DeferredAnswer } from '../../pipeline/outcome.js';
import type { PlannedOperation } from '../../planning/operation-planner.js';
import type { OperationCall } from '../operation-call.js';
import { operationDeadlineMs } from '../operation-deadline.js';
import { waitForTurn } from '../wait-for-turn.js';
import { DeferredParts } from './deferred-parts.js';
import { PartExecutions } from './part-executions.js';

/**
 * Executes a query or mutation with deferred fragments: all that is not deferred is answered as soon as it is there, and
 * each fragment of each object follows when it is. The requests of all parts begin as early as they can, and the operation's
 * deadline is that of all parts together.
 *
 * @returns an answer without parts when no object is left whose fragments could follow
 * Source: https://github.com/graphql/graphql-spec/tree/48cf7263a71a683fab03d45d309fd42d8d9a6659/spec (Execution)
 */
export async function executeInParts(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
): Promise<AnsweredAtOnce | DeferredAnswer> {
  const { executionBound } = engine;
  const size = operation.lastAnswer.length;
  const ready = executionBound.tryEnter(size) ? call : await waitForTurn(engine, operation, call, size);
  try {
    const timed = {
      ...ready,
      deadlineAt: ready.deadlineAt ?? performance.now() + operationDeadlineMs(engine, operation),
    };
    const parts = new DeferredParts(engine, operation, timed, new PartExecutions(engine, operation, timed));
    const { answer, pending } = await parts.first();
    operation.lastAnswer.length = answer.data?.length ?? 0;
    if (pending.length > 0) return { kind: 'deferred', answer, pending, rest: parts };
    await parts.return();
    return { kind: 'answered', answer };
  } finally {
    // What is deferred is past the bound: it waits for subgraphs, and a client that has its first part is not to wait again.
    executionBound.leave(size);
  }
}
