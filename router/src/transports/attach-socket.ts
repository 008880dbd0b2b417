import type { IncomingMessage } from 'node:http';
import type { Server } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';

const KEEP_ALIVE_MS = 12_000;
const INTERNAL_ERROR = 1011;

export interface SocketFacts {
  readonly request: IncomingMessage;
  /** Aborts when the socket has closed. */
  readonly gone: AbortSignal;
}

/**
 * Lets the protocol library speak over one socket. A message is sent only when the one before has left the process, so that
 * a slow reader holds back its own subscriptions; a peer that does not answer a ping until the next one is cut off.
 */
export function attachSocket(
  server: Server<SocketFacts>,
  socket: WebSocket,
  request: IncomingMessage,
  logger: Logger,
): void {
  const gone = new AbortController();
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        void socket.on('message', (data) => {
          handle(String(data)).catch((error) => {
            logger.error({ err: error }, 'A WebSocket message broke the router');
            socket.close(INTERNAL_ERROR, 'Internal server error');
          });
        }),
    },
    { request, gone: gone.signal },
  );
  const stopPinging = keepAlive(socket);
  // A peer that breaks the protocol or sends too much: the library `ws` closes the socket with the right code.
  socket.on('error', (error) => logger.debug({ error: error.message }, 'WebSocket error'));
  socket.once('close', (code, reason) => {
    stopPinging();
    gone.abort();
    void closed(code, String(reason));
  });
}

async function send(socket: WebSocket, data: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return;
  // A failed write is followed by the socket's close, which ends everything that would write again.
  await new Promise<void>((resolve) => socket.send(data, () => resolve()));
}

function keepAlive(socket: WebSocket): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  return () => clearInterval(timer);
}
