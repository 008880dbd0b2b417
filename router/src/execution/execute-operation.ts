import { executeSync, type FieldNode, Kind } from 'graphql';
import type { Engine } from '../engine.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { OperationCall } from './operation-call.js';
import type { Execution } from './run/execution.js';
import type { FetchCache } from './run/fetch-cache.js';
import { failEvent, receiveEvent } from './run/receive-answer.js';
import { runProgram } from './run/run-program.js';
import { startExecution } from './start-execution.js';
import { writeData } from './writing/answer-writer.js';

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
  using execution = startExecution(engine, operation, call, cache);
  await runProgram(execution, operation.program);
  return answerOf(operation, call, execution);
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
  using execution = startExecution(engine, operation, call, call.graph.caching?.begin(call, false));
  const hasData = event.kind === 'answer' && receiveEvent(execution, primary, event.text);
  if (event.kind === 'failed') failEvent(execution, primary, event.why);
  if (!hasData) return { errors: execution.errors };
  await runProgram(execution, operation.program);
  return answerOf(operation, call, execution);
}

function answerOf(operation: PlannedOperation, call: OperationCall, execution: Execution): Answer {
  const { requestId } = call;
  const { root, errors, explained } = execution;
  const data = writeData({
    fields: operation.fields,
    root,
    errors,
    explained,
    requestId,
    denial: call.viewer ? 'fieldDenied' : 'signInRequired',
    introspect: ({ nodes, responseName }) => introspect(operation, call, nodes)?.[responseName],
  });
  return errors.length > 0 ? { errors, data } : { data };
}

/** `__schema` and `__type` are answered by graphql-js from the API schema. */
function introspect(operation: PlannedOperation, call: OperationCall, nodes: readonly FieldNode[]) {
  const definition = {
    ...operation.definition,
    selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
  } as const;
  const { data } = executeSync({
    schema: call.graph.supergraph.apiSchema,
    document: { kind: Kind.DOCUMENT, definitions: [definition, ...operation.fragments.values()] },
    variableValues: call.variables,
  });
  return data;
}
