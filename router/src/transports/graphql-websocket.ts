import type { IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Engine } from '../engine.js';
import type { Outcome } from '../pipeline/outcome.js';
import { clientAddress } from '../rate-limits/client-address.js';
import type { GraphqlPath } from './graphql-path.js';
import { GraphqlSocket } from './graphql-socket.js';

export interface GraphqlSockets {
  readonly server: WebSocketServer;
  /** Finishes the queries and mutations in flight, then tells every socket to go. */
  close(): Promise<void>;
  /** Cuts every socket off. */
  terminate(): void;
}

const GOING_AWAY = 1001;

/** GraphQL over WebSocket: the subprotocol graphql-transport-ws, for subscriptions, queries and mutations. */
export function createGraphqlSockets(engine: Engine): GraphqlSockets {
  const inFlight = new Set<Promise<Outcome>>();
  const track = (pending: Promise<Outcome>) => {
    inFlight.add(pending);
    return pending.finally(() => inFlight.delete(pending));
  };
  const server = new WebSocketServer({ noServer: true, maxPayload: engine.config.limits.bodyBytes, handleProtocols });
  server.on('connection', (socket: WebSocket, request: IncomingMessage, { contract }: GraphqlPath) => {
    const { headers } = request;
    const address = clientAddress(request, engine.config.trustProxy);
    if (socket.protocol === GRAPHQL_TRANSPORT_WS_PROTOCOL)
      new GraphqlSocket(engine, socket, { headers, address, contract }, track);
    else socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
  });
  return {
    server,
    async close() {
      await Promise.allSettled(inFlight);
      // The answers are handed to the sockets before the next turn of the event loop.
      await setImmediate();
      for (const socket of server.clients) socket.close(GOING_AWAY, 'Going away');
    },
    terminate() {
      for (const socket of server.clients) socket.terminate();
    },
  };
}
