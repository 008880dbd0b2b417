import { OperationTypeNode } from 'graphql';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { FetchStep } from '../planning/plan.js';
import type { Execution } from './execution.js';
import type { OperationCall } from './operation-call.js';
import { subgraphHeaders } from './subgraph-headers.js';

/** The state of one run of an operation's plan, which ends at its deadline. */
export function startExecution(engine: Engine, operation: PlannedOperation, call: OperationCall): Execution {
  const { requestId, variables, coercedVariables } = call;
  const deadline = AbortSignal.timeout(engine.config.deadlines.operationMs);
  const isMutation = operation.definition.operation === OperationTypeNode.MUTATION;
  // What a mutation has begun is finished, though its client went away.
  const signal = isMutation ? deadline : AbortSignal.any([deadline, call.signal]);
  let headers: Promise<Record<string, string>> | undefined;
  return {
    types: engine.supergraph.types,
    names: engine.names,
    selection: operation.selection,
    requestId,
    variables,
    coercedVariables,
    data: {},
    errors: [],
    async send(fetch: FetchStep, fetchVariables) {
      headers ??= subgraphHeaders(engine, call);
      return engine.subgraphs.send(fetch.subgraph, {
        query: fetch.operation,
        ...(fetch.operationName && { operationName: fetch.operationName }),
        variables: fetchVariables,
        headers: await headers,
        isRepeatable: fetch.operationKind === OperationTypeNode.QUERY,
        signal,
      });
    },
    onMaskedError(subgraph, error) {
      engine.logger.warn({ requestId, subgraph, message: error.message, path: error.path }, 'Subgraph error masked');
    },
  };
}
