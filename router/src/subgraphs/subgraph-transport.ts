/** A request to a subgraph. */
export interface SubgraphRequest {
  /** The GraphQL request as JSON text: `{"query", "operationName"?, "variables"?}`. */
  readonly body: string;
  /** A query may be sent again when its connection broke; a mutation never. */
  readonly kind: 'query' | 'mutation';
  /** As in the body, for those who watch. */
  readonly operationName?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** From now, in milliseconds, ≥ 1. */
  readonly deadlineMs: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What a subgraph answered; nobody has looked yet whether it is GraphQL. */
export interface SubgraphResponse {
  readonly status: number;
  readonly text: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A way to reach one subgraph. Whoever makes one disposes of it. */
export interface SubgraphTransport extends AsyncDisposable {
  /** @throws SubgraphFailure    no response within the deadline; anything else that is thrown is taken for a bug */
  send(request: SubgraphRequest): Promise<SubgraphResponse>;
}

/** Makes the transport to a subgraph, once for each; `url` is its configured or its routing URL. */
export type ConnectSubgraph = (subgraph: { readonly name: string; readonly url: URL }) => SubgraphTransport;
