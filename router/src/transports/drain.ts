import type { Server } from 'node:http';
import type { GraphqlSockets } from './graphql-websocket.js';

const DEADLINE_MS = 10_000;

/**
 * Stops a server: no new connections, requests in flight are finished, sockets are told to go. What is not done after 10 s
 * is cut off.
 */
export async function drain(server: Server, sockets: GraphqlSockets): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const deadline = setTimeout(() => {
    server.closeAllConnections();
    sockets.terminate();
  }, DEADLINE_MS);
  await sockets.close();
  await closed;
  clearTimeout(deadline);
}
