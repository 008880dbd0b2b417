import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { Abandonment } from '../abandonment.js';
import type { Engine } from '../engine.js';
import { RequestError } from '../errors/request-error.js';
import { requestIdFrom } from '../telemetry/request-id.js';
import { ClientRequest } from './client-request.js';
import { answerPreflight, isOriginAllowed, setCorsHeaders } from './cors.js';
import { explorerFile, serveExplorerFile } from './explorer.js';
import { serveGraphqlOverHttp } from './graphql-http.js';
import { graphqlPath } from './graphql-path.js';
import { serveHealth } from './health.js';
import { type HttpExchange, type RequestUrl, sendRefusal } from './http-answer.js';
import { INVALIDATION_PATH, serveInvalidation } from './invalidation.js';

const HEADERS_TIMEOUT_MS = 10_000;

/**
 * The router's one port: GraphQL over every transport, health, metrics, and the explorer when there is one.
 *
 * @param draining    aborts when the router takes no new work: subscriptions end, connections are not kept alive
 */
export function createHttpServer(engine: Engine, sockets: WebSocketServer, draining: AbortSignal): Server {
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, IncomingMessage: ClientRequest },
    (request, response) => {
      void serve(engine, draining, request, response);
    },
  );
  server.on('upgrade', (request, socket: Duplex, head) => {
    const path = graphqlPath(urlOf(request).pathname, engine.graph.contracts);
    const isOurs = path !== undefined && !draining.aborted;
    if (!isOurs || !isOriginAllowed(request, engine.config.cors)) {
      socket.on('error', () => socket.destroy());
      socket.end(
        `HTTP/1.1 ${isOurs ? '403 Forbidden' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request, path));
  });
  return server;
}

async function serve(
  engine: Engine,
  draining: AbortSignal,
  request: ClientRequest,
  response: ServerResponse,
): Promise<void> {
  const requestId = requestIdFrom(request.headers['x-request-id']);
  const url = urlOf(request);
  const path = graphqlPath(url.pathname, engine.graph.contracts);
  const exchange = { request, response, url, path, requestId, gone: new Abandonment() };
  // A client that goes away while it is answered.
  response.on('error', (error) => engine.logger.debug({ requestId, error: error.message }, 'The answer was not taken'));
  const startedAt = performance.now();
  response.on('close', () => {
    if (!response.writableFinished) exchange.gone.abort();
    const seconds = (performance.now() - startedAt) / 1_000;
    const { httpRequestDuration } = engine.metrics;
    httpRequestDuration.of(request.method ?? '', routeOf(exchange), response.statusCode).observe(seconds);
    // Else a connection that is kept alive would hold up the end until it times out.
    if (draining.aborted) request.socket.end();
  });
  try {
    if (path && request.method === 'POST') await serveOperation(engine, draining, exchange);
    else await route(engine, draining, exchange);
  } catch (error) {
    engine.logger.error({ requestId, err: error }, 'A request broke the router');
    if (response.headersSent) response.destroy();
    else sendRefusal(exchange, new RequestError('internal', 'Internal server error'));
  }
}

function serveOperation(engine: Engine, draining: AbortSignal, exchange: HttpExchange): Promise<void> {
  setCorsHeaders(exchange.request, exchange.response, engine.config.cors);
  return serveGraphqlOverHttp(engine, exchange, draining);
}

async function route(engine: Engine, draining: AbortSignal, exchange: HttpExchange): Promise<void> {
  const { request, response, path } = exchange;
  const { explorer, cors } = engine.config;
  response.setHeader('x-request-id', exchange.requestId);
  const file = explorer.htmlDir === undefined ? undefined : explorerFile(exchange);
  if (explorer.htmlDir && file && (await serveExplorerFile(exchange, explorer.htmlDir, file))) return;
  if (!path) {
    if (await serveHealth(engine, draining, exchange)) return;
    if (await serveInvalidation(engine, exchange)) return;
    return sendRefusal(exchange, new RequestError('notFound', 'There is nothing here; GraphQL is at /graphql'));
  }
  if (request.method === 'GET') return serveOperation(engine, draining, exchange);
  setCorsHeaders(request, response, cors);
  if (request.method === 'OPTIONS') return answerPreflight(request, response, cors);
  response.setHeader('allow', 'GET, POST, OPTIONS');
  sendRefusal(exchange, new RequestError('methodNotAllowed', 'GraphQL is asked by POST or GET'));
}

const GRAPHQL_URL: RequestUrl = new URL('http://router/graphql');

/** A target that is no path (of a proxy's request, say) is taken for the root. */
function urlOf({ url = '/' }: IncomingMessage): RequestUrl {
  if (url === GRAPHQL_URL.pathname) return GRAPHQL_URL;
  return new URL(`http://router${url.startsWith('/') ? url : '/'}`);
}

/** Few values: the label must not grow with what clients ask for. */
function routeOf({ url: { pathname }, path }: HttpExchange): string {
  if (path || pathname === '/metrics' || pathname === INVALIDATION_PATH || /^\/health\/(live|ready)$/.test(pathname))
    return pathname;
  return 'other';
}
