import { OperationTypeNode } from 'graphql';
import { startDeadline } from '../deadline.js';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { FetchStep } from '../planning/plan.js';
import { parseSubgraphAnswer } from '../subgraphs/subgraph-answer.js';
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
      const { operation: query, operationName } = fetch;
      const response = await graph.subgraphs.send(fetch.subgraph, {
        body: JSON.stringify({ query, ...(operationName && { operationName }), variables: fetchVariables }),
        kind: fetch.operationKind === OperationTypeNode.MUTATION ? 'mutation' : 'query',
        ...(operationName && { operationName }),
        headers: await headers,
        deadlineMs: fetch.operationKind === OperationTypeNode.MUTATION ? mutationMs : subgraphMs,
        signal: deadline.signal,
      });
      return parseSubgraphAnswer(response);
    },
    [Symbol.dispose]() {
      deadline[Symbol.dispose]();
    },
    onMaskedError(subgraph, error) {
      engine.logger.warn({ requestId, subgraph, message: error.message, path: error.path }, 'Subgraph error masked');
    },
  };
}
