import { OperationTypeNode } from 'graphql';
import { startDeadline } from '../deadline.js';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubgraphRequest, SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import type { OperationCall } from './operation-call.js';
import type { Execution } from './run/execution.js';
import type { FetchCache } from './run/fetch-cache.js';
import { subgraphHeaders } from './subgraph-headers.js';

/** The state of one run of an operation's program, which ends at its deadline. Whoever starts one disposes of it. */
export function startExecution(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  cache?: FetchCache,
): Execution & Disposable {
  const { graph, requestId, variables } = call;
  const isMutation = operation.definition.operation === OperationTypeNode.MUTATION;
  const { operationMs, mutationMs, subgraphMs } = engine.config.deadlines;
  // What a mutation has begun is finished, though its client went away.
  const deadline = isMutation ? startDeadline(mutationMs, []) : startDeadline(operationMs, [call.signal]);
  let headers: Record<string, string> | undefined;
  return {
    types: graph.supergraph.types,
    names: graph.names,
    selection: operation.selection,
    requestId,
    variables,
    root: operation.program.root.newObject(),
    searchCount: 0,
    errors: [],
    explained: [],
    maxRepresentations: engine.config.limits.representations,
    cache,
    send({ step: { subgraph, operationKind, operationName }, fetches }, body) {
      const changesData = operationKind === OperationTypeNode.MUTATION;
      headers ??= subgraphHeaders(engine, call);
      const kind = changesData ? 'mutation' : 'query';
      const request: SubgraphRequest = {
        body,
        kind,
        ...(operationName && { operationName }),
        headers,
        caller: call,
        deadlineMs: changesData ? mutationMs : subgraphMs,
        signal: deadline.signal,
      };
      if (!call.trace) return send(call, subgraph, request);
      const url = graph.subgraphs.url(subgraph);
      const trace = call.trace.fetch({ subgraph, url, kind, operationName, fetchCount: fetches.length });
      const traced = { ...request, headers: { ...headers, ...trace.headers }, trace };
      return trace.follow(send(call, subgraph, traced));
    },
    [Symbol.dispose]() {
      deadline[Symbol.dispose]();
    },
    onMaskedError(subgraph, error) {
      engine.logger.warn({ requestId, subgraph, message: error.message, path: error.path }, 'Subgraph error masked');
    },
  };
}

function send(
  { graph: { subgraphs }, hooks }: OperationCall,
  subgraph: string,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  return hooks ? hooks.send(subgraphs, subgraph, request) : subgraphs.send(subgraph, request);
}
