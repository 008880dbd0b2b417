import type { AbortNotice } from '../abort-state.js';
import type { Graph } from '../graph.js';
import type { HookedRequest } from '../hooks/hooked-request.js';
import type { JsonRecord } from '../json-record.js';
import type { ClientFacts, Viewer } from '../pipeline/operation-request.js';
import type { ClientHeaders } from '../subgraphs/client-headers.js';
import type { RequestTrace } from '../telemetry/tracing/request-trace.js';
import type { Introspected } from './introspection/introspect.js';

/** One client's call of an operation. */
export interface OperationCall {
  /** The one the operation was planned for. */
  readonly graph: Graph;
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly client: ClientFacts;
  readonly headers: ClientHeaders;
  /** Absent when there are no hooks. */
  readonly hooks: HookedRequest | undefined;
  /** Of a subscription: what hooks tell its subgraph. */
  readonly upstreamHeaders?: Readonly<Record<string, string>> | undefined;
  /** As sent. */
  readonly variables: JsonRecord;
  /** As the operation's variable definitions make them: defaults filled in. */
  readonly coercedVariables: JsonRecord;
  /** What it asks of the schema; absent when that is nothing. */
  readonly introspected?: Introspected | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortNotice;
  /** Absent when nothing is traced. */
  readonly trace: RequestTrace | undefined;
}
