import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { newId } from '../ids.js';
import { ROUTER_CONTEXT_HEADER, signRouterContext } from '../trust/router-context.js';
import { GUEST, type Viewer } from '../trust/viewer.js';
import { TEST_KEYS } from './test-environment.js';

export interface GraphqlAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape
  readonly data: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

interface Asking {
  readonly variables?: Record<string, unknown>;
  readonly viewer?: Viewer;
  readonly address?: string;
}

/** Asks a subgraph as the router would: with a signed context. @param url  base URL of the subgraph */
export async function askSubgraph(url: string, query: string, asking: Asking = {}): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [ROUTER_CONTEXT_HEADER]: await sign(asking) },
    body: JSON.stringify({ query, variables: asking.variables }),
  });
  return (await response.json()) as GraphqlAnswer;
}

/** Subscribes as the router would. Ends the socket when the iterator returns. */
export function subscribeTo(url: string, query: string, asking: Asking = {}): AsyncIterableIterator<GraphqlAnswer> {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ [ROUTER_CONTEXT_HEADER]: await sign(asking) }),
  });
  const results = client.iterate({ query, variables: asking.variables });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => results.next() as Promise<IteratorResult<GraphqlAnswer>>,
    async return() {
      await results.return?.();
      await client.dispose();
      return { done: true, value: undefined };
    },
  };
}

function sign({ viewer = GUEST, address }: Asking): Promise<string> {
  const client = address ? { address } : {};
  return signRouterContext({ viewer, requestId: newId(), client }, TEST_KEYS.ROUTER_SIGNING_KEY);
}
