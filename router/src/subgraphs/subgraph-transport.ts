import type { AbortState } from '../abort-state.js';
import type { ClientFacts, Viewer } from '../pipeline/operation-request.js';
import type { FetchTrace } from '../telemetry/tracing/fetch-trace.js';
import type { ClientHeaders } from './client-headers.js';

/** Whom a subgraph is asked for; the same object for all requests of an operation. */
export interface Caller {
  readonly viewer: Viewer | null;
  readonly client: ClientFacts;
  readonly headers: ClientHeaders;
}

/** A request to a subgraph. */
export interface SubgraphRequest<Signal extends AbortState = AbortState> {
  /** The GraphQL request as JSON text: `{"query", "operationName"?, "variables"?}`. */
  readonly body: string;
  /** A query may be sent again when its connection broke; a mutation never. */
  readonly kind: 'query' | 'mutation';
  /** As in the body, for those who watch. */
  readonly operationName?: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** From now, in milliseconds, ≥ 1. A subgraph whose queries have a deadline of their own has that. */
  readonly deadlineMs: number;
  /** Aborted when nobody waits for the answer any more. Looked at every 25 ms. */
  readonly signal: Signal;
  /** Told what becomes of it; its headers are among `headers` already. Absent when nothing is traced. */
  readonly trace?: FetchTrace | undefined;
}

/** What a subgraph answered; nobody has looked yet whether it is GraphQL. */
export interface SubgraphResponse {
  readonly status: number;
  readonly text: string;
  /** The same in UTF-8, from those who have it. */
  readonly bytes?: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A way to reach one subgraph. Whoever makes one disposes of it. */
export interface SubgraphTransport<Signal extends AbortState = AbortState> extends AsyncDisposable {
  /**
   * @param deadlineAt    when nobody waits any more, by the clock of `performance.now()`
   * @throws SubgraphFailure    no response; anything else that is thrown is taken for a bug
   */
  send(request: SubgraphRequest<Signal>, deadlineAt: number): Promise<SubgraphResponse>;
}

/** Makes the transport to a subgraph, once for each; `url` is its configured or its routing URL. */
export type ConnectSubgraph = (subgraph: {
  readonly name: string;
  readonly url: URL;
}) => SubgraphTransport<AbortSignal>;
