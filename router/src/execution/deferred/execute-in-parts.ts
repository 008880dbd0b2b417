import type { Engine } from '../../engine.js';
import type { AnsweredAtOnce, DeferredAnswer } from '../../pipeline/outcome.js';
import type { PlannedOperation } from '../../planning/operation-planner.js';
import type { OperationCall } from '../operation-call.js';
import { operationDeadlineAt } from '../operation-deadline.js';
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
  const deadlineAt = operationDeadlineAt(engine, operation);
  if (!executionBound.tryEnter(size)) await executionBound.enter({ deadlineAt, signal: call.signal, size });
  try {
    const executions = new PartExecutions(engine, operation, call, deadlineAt);
    const parts = new DeferredParts(engine, operation, call, executions);
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
