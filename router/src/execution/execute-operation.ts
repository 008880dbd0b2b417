import type { Engine } from '../engine.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { OperationCall } from './operation-call.js';
import { operationDeadlineAt } from './operation-deadline.js';
import type { Execution } from './run/execution.js';
import type { FetchCache } from './run/fetch-cache.js';
import { failEvent, receiveEvent } from './run/receive-answer.js';
import { runProgram } from './run/run-program.js';
import { startExecution } from './start-execution.js';
import { writeData } from './writing/answer-writer.js';
import { writingContext } from './writing-context.js';

/**
 * Executes a query or mutation. Subgraphs that fail cost their own fields; the answer has an error for each.
 *
 * @param cache    absent when nothing is kept of what subgraphs answer
 */
export async function executeOperation(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  cache?: FetchCache,
): Promise<Answer> {
  const { executionBound } = engine;
  const size = operation.lastAnswer.length;
  const deadlineAt = operationDeadlineAt(engine, operation);
  if (!executionBound.tryEnter(size)) await executionBound.enter({ deadlineAt, signal: call.signal, size });
  try {
    const execution = startExecution(engine, operation, call, { deadlineAt, cache });
    await runProgram(execution, operation.program);
    const answer = answerOf(operation, call, execution);
    operation.lastAnswer.length = answer.data?.length ?? 0;
    return answer;
  } finally {
    executionBound.leave(size);
  }
}

/** What became of a subscription: its subgraph's answer, as JSON text, or why there will be none. */
export type SubscriptionEvent =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Executes a subscription for one event: it is the answer to the plan's first fetch, and the rest of the plan is executed
 * upon it. The answer has no `data` when the event has none: nothing will follow it.
 */
export async function executeEvent(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  event: SubscriptionEvent,
): Promise<Answer> {
  const { primary } = operation.program;
  if (!primary) throw new Error('An event came for an operation that is no subscription');
  const deadlineAt = operationDeadlineAt(engine, operation);
  const cache = call.graph.caching?.begin(call, false);
  const execution = startExecution(engine, operation, call, { deadlineAt, cache });
  const hasData = event.kind === 'answer' && receiveEvent(execution, primary, Buffer.from(event.text));
  if (event.kind === 'failed') failEvent(execution, primary, event.why);
  if (!hasData) return { errors: execution.errors };
  await runProgram(execution, operation.program);
  return answerOf(operation, call, execution);
}

function answerOf(operation: PlannedOperation, call: OperationCall, execution: Execution): Answer {
  const { root, errors, explained } = execution;
  const { fields, lastAnswer } = operation;
  const expectedLength = lastAnswer.length;
  const data = writeData({ context: writingContext(call), fields, root, errors, explained, expectedLength });
  return errors.length > 0 ? { errors, data } : { data };
}
