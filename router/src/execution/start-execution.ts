import { OperationTypeNode } from 'graphql';
import type { AbortState } from '../abort-state.js';
import type { Engine } from '../engine.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { SubgraphRequest, SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import type { OperationCall } from './operation-call.js';
import { OperationDeadline } from './operation-deadline.js';
import type { Execution } from './run/execution.js';
import type { FetchCache } from './run/fetch-cache.js';
import { subgraphHeaders } from './subgraph-headers.js';

export interface ExecutionOptions {
  /** When it ends at the latest, by the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Undefined when nothing is kept of what subgraphs answer. */
  readonly cache: FetchCache | undefined;
  /**
   * What else ends it. When absent the client's leaving does, but does not end a mutation: what that has begun is finished.
   */
  readonly endedBy?: readonly AbortState[];
}

/** The state of one run of an operation's program. */
export function startExecution(
  engine: Engine,
  operation: PlannedOperation,
  call: OperationCall,
  { deadlineAt, cache, endedBy }: ExecutionOptions,
): Execution {
  const { graph, requestId, variables } = call;
  const isMutation = operation.definition.operation === OperationTypeNode.MUTATION;
  const { mutationMs, subgraphMs } = engine.config.deadlines;
  const deadline = new OperationDeadline(deadlineAt, endedBy ?? (isMutation ? [] : [call.signal]));
  let headers: Record<string, string> | undefined;
  return {
    types: graph.supergraph.types,
    names: graph.names,
    selection: operation.selection,
    program: operation.program,
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
        operationName,
        headers,
        caller: call,
        deadlineMs: changesData ? mutationMs : subgraphMs,
        signal: deadline,
      };
      if (!call.trace) return send(call, subgraph, request);
      const url = graph.subgraphs.url(subgraph);
      const trace = call.trace.fetch({ subgraph, url, kind, operationName, fetchCount: fetches.length });
      const traced = { ...request, headers: { ...headers, ...trace.headers }, trace };
      return trace.follow(send(call, subgraph, traced));
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
