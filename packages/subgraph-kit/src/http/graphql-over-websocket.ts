import type { Server } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, type Context as SocketContext } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { maskError } from '../mask-error.js';
import type { RequestContext } from '../request-context.js';
import { ROUTER_CONTEXT_HEADER } from '../trust/router-context.js';
import type { Metrics } from '../watching/metrics.js';
import { stampError } from './graphql-over-http.js';

const MAX_BYTES = 1_000_000;

/** Subscriptions for the router, over graphql-transport-ws on the same port and path. */
export function serveGraphqlOverWebSocket<Context extends RequestContext>(facts: {
  server: Server;
  schema: GraphQLSchema;
  metrics: Metrics;
  makeContext: (routerContext: unknown) => Promise<Context>;
}): AsyncDisposable {
  const { server, schema, metrics, makeContext } = facts;
  const sockets = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_BYTES });
  const contexts = new WeakMap<WebSocket, Context>();
  const contextOf = (socket: SocketContext<Record<string, unknown>, { socket: WebSocket }>) =>
    contexts.get(socket.extra.socket);
  const present = (errors: readonly unknown[], requestId: string) =>
    errors.map((error) => {
      const graphqlError =
        error instanceof GraphQLError ? error : new GraphQLError('', { originalError: toError(error) });
      return stampError(maskError(graphqlError.toJSON(), graphqlError), requestId);
    });

  const disposable = useServer<Record<string, unknown>, { socket: WebSocket }>(
    {
      schema,
      onConnect: async (socket) => {
        try {
          contexts.set(socket.extra.socket, await makeContext(socket.connectionParams?.[ROUTER_CONTEXT_HEADER]));
          return true;
        } catch {
          socket.extra.socket.close(CloseCode.Forbidden, 'Only the router may ask here');
          return false;
        }
      },
      context: (socket) => contextOf(socket),
      onOperation: (_socket, _id, _payload, _args, result) => {
        if (!isIterable(result)) return result;
        metrics.activeSubscriptions.inc();
        return onReturn(result, () => metrics.activeSubscriptions.dec());
      },
      onNext: (socket, _id, _payload, _args, result) => {
        const context = contextOf(socket);
        if (!result.errors || !context) return result;
        return { ...result, errors: present(result.errors, context.requestId) as unknown as readonly GraphQLError[] };
      },
      onError: (socket, _id, _payload, errors) => present(errors, contextOf(socket)?.requestId ?? ''),
    },
    sockets,
  );
  return { [Symbol.asyncDispose]: async () => disposable.dispose() };
}

function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

type Results = AsyncIterableIterator<ExecutionResult>;

function isIterable(value: unknown): value is Results {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Counts the subscription out exactly once, whichever way it ends. */
function onReturn(results: Results, ended: () => void): Results {
  let isOver = false;
  const end = () => {
    if (!isOver) ended();
    isOver = true;
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const result = await results.next().catch((error: unknown) => {
        end();
        throw error;
      });
      if (result.done) end();
      return result;
    },
    async return() {
      end();
      await results.return?.();
      return { done: true, value: undefined };
    },
  };
}
