import type { IncomingHttpHeaders } from 'node:http';
import type { ClientError } from '../errors/client-error.js';
import type { ErrorReason } from '../errors/error-codes.js';
import type { JsonRecord } from '../json-record.js';
import type { ClientFacts, OperationRequest, Viewer } from '../pipeline/operation-request.js';
import type { SubgraphFailure } from '../subgraphs/subgraph-failure.js';
import type { SubgraphResponse } from '../subgraphs/subgraph-transport.js';

/**
 * What a host does at five points of a request, over every transport. Several hooks are called in their order, each with what
 * those before it left. One that throws, returns something else, or takes longer than `deadlines.subgraphMs` costs the
 * request: the client gets a masked error (SYS_003), the log the cause.
 */
export interface RouterHooks {
  /** Before anything is decided. The first that returns a decision ends the request with it. */
  onRequest?(event: RequestEvent): Awaitable<HookDecision | undefined>;
  /** When it is known what will be asked of whom, and nothing was asked yet. A decision as of `onRequest`. */
  onPlan?(event: PlanEvent): Awaitable<HookDecision | undefined>;
  /**
   * Before each request to a subgraph. Of a subscription, once at its beginning: the headers are those of its upstream,
   * which is shared only by clients that get the same.
   */
  onSubgraphRequest?(event: SubgraphRequestEvent): Awaitable<SubgraphRequestChange | undefined>;
  /** After each request to a subgraph, of a subscription for what its events need; changes nothing. */
  onSubgraphResponse?(event: SubgraphResponseEvent): Awaitable<void>;
  /** Once a request, whatever became of it; of a subscription, when it is established; of a deferred answer, before its first part. */
  onResponse?(event: ResponseEvent): Awaitable<ResponseChange | undefined>;
}

type Awaitable<T> = T | Promise<T>;

/** One request of a client: the same object for every hook it passes. */
export interface HookedRequestFacts {
  readonly requestId: string;
  readonly transport: OperationRequest['transport'];
  readonly client: ClientFacts;
  /** Names in lower case; of a WebSocket, those of its handshake. */
  readonly headers: IncomingHttpHeaders;
  /** `{query, operationName, variables, extensions}` as sent, not checked. */
  readonly parameters: unknown;
  /** What one hook leaves for another. */
  readonly context: Map<string, unknown>;
}

/** An operation that is allowed to run. */
export interface HookedOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly name: string | undefined;
  /** SHA-256 of the document's text, hexadecimal. */
  readonly hash: string;
  /** null is a guest. */
  readonly viewer: Viewer | null;
}

/** How a request ends early. */
export type HookDecision =
  | {
      /** `reason` decides code and status (the list of errors in `errors/error-codes.ts`); the message is for the client. */
      readonly refuse: {
        readonly reason: ErrorReason;
        readonly message: string;
        readonly headers?: Readonly<Record<string, string>>;
      };
    }
  | { readonly answer: { readonly data: JsonRecord | null; readonly extensions?: JsonRecord } };

export interface RequestEvent {
  readonly request: HookedRequestFacts;
}

export interface PlanEvent {
  readonly request: HookedRequestFacts;
  readonly operation: HookedOperation;
  /** Everything that may be asked, in an order in which it can be; `operation` is a GraphQL document. */
  readonly fetches: readonly { readonly subgraph: string; readonly operation: string }[];
}

export interface SubgraphRequestEvent {
  readonly request: HookedRequestFacts;
  readonly subgraph: string;
  readonly kind: HookedOperation['kind'];
  /** JSON text: `{"query", "operationName"?, "variables"?}`. */
  readonly body: string;
  /** Names in lower case: those of the router, of the rules for headers, and of the hooks before. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SubgraphRequestChange {
  /** Added, and in place of others of their names; not those that a rule for headers may not name either. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SubgraphResponseEvent {
  readonly request: HookedRequestFacts;
  readonly subgraph: string;
  readonly kind: 'query' | 'mutation';
  /** Attempts and waiting included. */
  readonly durationMs: number;
  /** What was answered, or why there is no answer. */
  readonly result: SubgraphResponse | SubgraphFailure;
}

export interface ResponseEvent {
  readonly request: HookedRequestFacts;
  /** Absent when it was refused, or answered by a hook, before it was planned. */
  readonly operation: HookedOperation | undefined;
  readonly outcome: 'answered' | 'deferred' | 'refused' | 'subscribed';
  readonly errors: readonly ClientError[];
  readonly durationMs: number;
}

export interface ResponseChange {
  /** Put beside those there are, of a deferred answer in its first part; of a subscription nobody gets them. */
  readonly extensions?: JsonRecord;
  /** Of the HTTP response. */
  readonly headers?: Readonly<Record<string, string>>;
}
