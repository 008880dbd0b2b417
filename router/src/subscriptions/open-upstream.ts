import { createClient } from 'graphql-ws';
import { type ClientOptions, WebSocket } from 'ws';
import { z } from 'zod';
import { readSubgraphAnswer, type SubgraphAnswer } from '../subgraphs/subgraph-answer.js';
import { SubgraphFailure } from '../subgraphs/subgraph-failure.js';
import { EventQueue } from './event-queue.js';

/** `refused`: the subgraph would not subscribe. `failed`: it cannot be reached any more, or the client fell behind. */
export type UpstreamEvent =
  | { readonly kind: 'event'; readonly answer: SubgraphAnswer }
  | { readonly kind: 'refused'; readonly answer: SubgraphAnswer }
  | { readonly kind: 'failed'; readonly why: string };

export interface UpstreamRequest {
  readonly url: string;
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Sent with the handshake and, as connection parameters, with `connection_init`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly connectTimeoutMs: number;
  readonly maxEventBytes: number;
  readonly maxQueuedEvents: number;
}

/**
 * Subscribes at a subgraph over graphql-ws, with a connection of its own that is closed with the queue. Every end but the
 * subgraph's `complete` is preceded by an event that says why.
 */
export function openUpstream(request: UpstreamRequest): EventQueue<UpstreamEvent> {
  const tooSlow = `the client fell more than ${request.maxQueuedEvents} events behind`;
  const queue = new EventQueue<UpstreamEvent>(request.maxQueuedEvents, { kind: 'failed', why: tooSlow });
  const client = createClient({
    url: request.url,
    webSocketImpl: webSocketWith({
      headers: request.headers,
      handshakeTimeout: request.connectTimeoutMs,
      maxPayload: request.maxEventBytes,
    }),
    connectionParams: { ...request.headers },
    connectionAckWaitTimeout: request.connectTimeoutMs,
    retryAttempts: 0,
  });
  const { query, operationName, variables } = request;
  const unsubscribe = client.subscribe(
    { query, variables: { ...variables }, ...(operationName && { operationName }) },
    {
      next: (event) => pushEvent(queue, event),
      error: (error) => queue.end(endingOf(error)),
      complete: () => queue.end(),
    },
  );
  queue.onEnd(() => {
    unsubscribe();
    void client.dispose();
  });
  return queue;
}

function webSocketWith(options: ClientOptions) {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, options);
    }
  };
}

function pushEvent(queue: EventQueue<UpstreamEvent>, event: unknown): void {
  try {
    const answer = readSubgraphAnswer(event);
    queue.push({ kind: answer.data === undefined ? 'refused' : 'event', answer });
  } catch (error) {
    if (!(error instanceof SubgraphFailure)) throw error;
    queue.end({ kind: 'failed', why: error.message });
  }
}

const graphqlErrors = z.array(z.unknown()).min(1);

/** The client library hands over a list of GraphQL errors, or whatever broke the connection. */
function endingOf(error: unknown): UpstreamEvent {
  const errors = graphqlErrors.safeParse(error);
  if (!errors.success) return { kind: 'failed', why: 'the connection of the subscription was lost' };
  return { kind: 'refused', answer: readSubgraphAnswer({ errors: errors.data }) };
}
