import type { IncomingHttpHeaders } from 'node:http';
import type { AbortNotice } from '../abort-state.js';
import type { Delivery } from '../planning/operation-planner.js';
import type { RequestTrace } from '../telemetry/tracing/request-trace.js';

/** Who asks; null in its place is a guest. */
export interface Viewer {
  readonly sub: string;
  readonly scopes: readonly string[];
  /** All claims of the verified access token. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface ClientFacts {
  readonly name?: string;
  readonly version?: string;
  readonly address?: string;
}

/** One GraphQL request as a transport hands it over. The transport has decided nothing about it. */
export interface OperationRequest {
  /** `{query, operationName, variables, extensions}`, not checked yet. */
  readonly parameters: unknown;
  /** The value of an Authorization header, or of the same connection parameter. */
  readonly authorization: string | undefined;
  /** The value of a Cookie header, of the WebSocket's handshake too. */
  readonly cookie?: string | undefined;
  /** The value of an `x-api-key` header, or of the same connection parameter. */
  readonly apiKey?: string | undefined;
  /** The contract whose path was asked; a partner's own contract wins over it. */
  readonly contract?: string | undefined;
  readonly client: ClientFacts;
  /** Those of the HTTP request; of a WebSocket, those of its handshake. */
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  readonly transport: 'http-post' | 'http-get' | 'sse-post' | 'sse-get' | 'websocket';
  /** Whether the client takes answers that follow one another. */
  readonly takesStream: boolean;
  /** Whether it takes the parts of a deferred answer one by one; 'whole' when absent. */
  readonly delivery?: Delivery | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortNotice;
  /** Absent when nothing is traced. Whoever began it ends it. */
  readonly trace?: RequestTrace | undefined;
}
