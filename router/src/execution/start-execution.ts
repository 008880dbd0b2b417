import { OperationTypeNode } from 'graphql';
import { startDeadline } from '../deadline.js';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { FetchStep } from '../planning/plan.js';
import type { Execution } from './execution.js';
import type { OperationCall } from './operation-call.js';
import { subgraphHeaders } from './subgraph-headers.js';

/** The state of one run of an operation's plan, which ends at its deadline. Whoever starts one disposes of it. */
export function startExecution(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
): Execution & Disposable {
  const { graph, requestId, variables, coercedVariables } = call;
  const isMutation = operation.definition.operation === OperationTypeNode.MUTATION;
  const { operationMs, mutationMs, subgraphMs } = engine.config.deadlines;
  // What a mutation has begun is finished, though its client went away.
  const deadline = isMutation ? startDeadline(mutationMs, []) : startDeadline(operationMs, [call.signal]);
  let headers: Promise<Record<string, string>> | undefined;
  return {
    types: graph.supergraph.types,
    names: graph.names,
    selection: operation.selection,
    requestId,
    variables,
    coercedVariables,
    data: {},
    errors: [],
    async send(fetch: FetchStep, fetchVariables) {
      headers ??= subgraphHeaders(engine, call);
      return graph.subgraphs.send(fetch.subgraph, {
        query: fetch.operation,
        ...(fetch.operationName && { operationName: fetch.operationName }),
        variables: fetchVariables,
        headers: await headers,
        isRepeatable: fetch.operationKind === OperationTypeNode.QUERY,
        deadlineMs: fetch.operationKind === OperationTypeNode.MUTATION ? mutationMs : subgraphMs,
        signal: deadline.signal,
      });
    },
    [Symbol.dispose]() {
      deadline[Symbol.dispose]();
    },
    onMaskedError(subgraph, error) {
      engine.logger.warn({ requestId, subgraph, message: error.message, path: error.path }, 'Subgraph error masked');
    },
  };
}
