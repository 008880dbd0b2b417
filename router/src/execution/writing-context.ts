import { executeSync, type FieldNode, Kind } from 'graphql';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { OperationCall } from './operation-call.js';
import type { WriteRequest } from './writing/answer-writer.js';

/** What writing an answer has to know of the call, whatever part of it is written. */
export function writingContext(
  operation: PlannedOperation,
  call: OperationCall,
): Pick<WriteRequest, 'requestId' | 'denial' | 'introspect'> {
  return {
    requestId: call.requestId,
    denial: call.viewer ? 'fieldDenied' : 'signInRequired',
    introspect: ({ nodes, responseName }) => introspect(operation, call, nodes)?.[responseName],
  };
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
