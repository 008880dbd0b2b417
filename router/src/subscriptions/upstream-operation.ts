import type { Engine } from '../engine.js';
import type { OperationCall } from '../execution/operation-call.js';
import { subgraphHeaders } from '../execution/subgraph-headers.js';
import type { JsonRecord } from '../json-record.js';
import type { FetchStep } from '../planning/plan.js';
import type { UpstreamRequest } from './upstream.js';

/** What a subgraph is asked for by the first fetch of a subscription. */
export function upstreamOperation(
  { operation, operationName, variables }: FetchStep,
  given: JsonRecord,
): Pick<UpstreamRequest, 'query' | 'operationName' | 'variables'> {
  const used: JsonRecord = {};
  for (const { internal, client } of variables) {
    if (Object.hasOwn(given, client)) used[internal] = given[client];
  }
  return { query: operation, operationName, variables: used };
}

/** The headers that hooks add for the subgraph of a subscription; undefined without hooks. */
export function headersByHooks(
  engine: Engine,
  primary: FetchStep,
  call: OperationCall,
): Promise<Readonly<Record<string, string>>> | undefined {
  const { hooks } = call;
  if (!hooks) return undefined;
  const { subgraph } = primary;
  const headers = call.graph.subgraphs.headersFor(subgraph, subgraphHeaders(engine, call), call.headers);
  const body = JSON.stringify(upstreamOperation(primary, call.variables));
  return hooks.onSubgraphRequest({ subgraph, kind: 'subscription', body, headers });
}
