import { executeSync, type FieldNode, Kind } from 'graphql';
import type { Engine } from '../engine.js';
import type { Answer } from '../pipeline/outcome.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import { executePlan } from './execute-plan.js';
import type { Execution } from './execution.js';
import type { OperationCall } from './operation-call.js';
import { rootPosition } from './position.js';
import { shapeAnswer } from './shape-answer.js';
import { startExecution } from './start-execution.js';

/** Executes a query or mutation. Subgraphs that fail cost their own fields; the answer has an error for each. */
export async function executeOperation(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
): Promise<Answer> {
  using execution = startExecution(engine, operation, call);
  const { step } = operation.plan;
  if (step) await executePlan(execution, step, [rootPosition(execution.data)]);
  return answerOf(engine, operation, call, execution);
}

/** The client's answer to an execution that has ended. */
export function answerOf(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  execution: Execution,
): Answer {
  const { data, errors } = shapeAnswer({
    schema: call.graph.supergraph.apiSchema,
    rootType: operation.rootType,
    selection: operation.selection,
    data: execution.data,
    errors: execution.errors,
    requestId: call.requestId,
    denial: call.viewer ? 'fieldDenied' : 'signInRequired',
    introspect: ({ nodes, responseName }) => introspect(engine, operation, call, nodes)?.[responseName],
  });
  return errors.length > 0 ? { errors, data } : { data };
}

/** `__schema` and `__type` are answered by graphql-js from the API schema. */
function introspect(engine: Engine, operation: PlannedOperation, call: OperationCall, nodes: readonly FieldNode[]) {
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
