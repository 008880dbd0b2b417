import type { JsonRecord } from '../json-record.js';
import type { TraceHeaders } from '../telemetry/tracing/trace-context.js';

/** What a subgraph is subscribed to, and how it is reached. */
export interface UpstreamRequest {
  /** `ws:` or `wss:` for graphql-ws, `http:` or `https:` for server-sent events. */
  readonly url: string;
  /** Requests of one identity may share a connection: nothing that a connection is told differs between them. */
  readonly identity: string;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: JsonRecord;
  /** Of the request that began it; not among `headers`, for several may share a connection. */
  readonly trace?: TraceHeaders | undefined;
  /** Asked for each connection: a signed context does not stay valid for long. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

/** Told in the order of events; nothing after `onComplete`, `onLost` or the upstream's `close()`. */
export interface UpstreamListener {
  /** @param text    the JSON text of an execution result; one without data is a refusal, and the last */
  onAnswer(text: string): void;
  onComplete(): void;
  /** @param isFinal    the subgraph would refuse again */
  onLost(why: string, isFinal: boolean): void;
}

/** One subscription at a subgraph. */
export interface Upstream {
  /** Lets go of the subgraph, in whatever state the subscription is. */
  close(): void;
}

export type OpenUpstream = (request: UpstreamRequest, listener: UpstreamListener) => Upstream;

export interface UpstreamLimits {
  /** From the start of a connection until the subgraph has taken it. */
  readonly connectTimeoutMs: number;
  /** Of one event. */
  readonly maxEventBytes: number;
}
