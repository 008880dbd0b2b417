import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { v7 } from 'uuid';
import type { SubgraphConfig } from '../config.js';
import { RefusedError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { RequestContext } from '../request-context.js';
import { ROUTER_CONTEXT_HEADER, verifyRouterContext } from '../trust/router-context.js';
import { checkReadiness, type HealthCheck } from '../watching/health.js';
import type { Metrics } from '../watching/metrics.js';
import { answerGraphql, createApolloServer } from './graphql-over-http.js';
import { serveGraphqlOverWebSocket } from './graphql-over-websocket.js';
import { BodyTooLargeError } from './read-body.js';
import { errorReply, findRoute, jsonReply, type Reply, type Route, send } from './route.js';

const DRAIN_MS = 10_000;

export interface SubgraphServerOptions<Context extends RequestContext> {
  readonly config: SubgraphConfig;
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** adds loaders and the like to what the router said of the request */
  readonly contextFor: (request: RequestContext) => Context;
  readonly routes?: readonly Route[];
  readonly checks: Readonly<Record<string, HealthCheck>>;
}

export interface SubgraphServer extends AsyncDisposable {
  /** Resolves once requests are taken. @throws when the port is taken */
  listen(): Promise<void>;
  /** base URL, known from `listen` on */
  readonly url: string;
}

/**
 * One port for everything a subgraph offers: `/graphql` (POST, and WebSocket for subscriptions), `/health/live`, `/health/ready`,
 * `/metrics` and the subgraph's own routes. GraphQL is refused without the router's signed context.
 */
export async function createSubgraphServer<Context extends RequestContext>(
  options: SubgraphServerOptions<Context>,
): Promise<SubgraphServer> {
  const { config, logger, metrics } = options;
  const apollo = createApolloServer<Context>(options);
  await apollo.start();
  const makeContext = async (header: unknown): Promise<Context> => {
    const context = await verifyRouterContext(header, config.routerSigningKey);
    return options.contextFor({ ...context, logger: logger.child({ requestId: context.requestId }) });
  };

  const graphql: Route['handle'] = async (request, url) => {
    const context = await makeContext(request.headers[ROUTER_CONTEXT_HEADER]);
    return answerGraphql(apollo, request, url, async () => context);
  };
  const routes: Route[] = [
    { method: 'POST', path: '/graphql', handle: graphql },
    { method: 'GET', path: '/health/live', handle: async () => jsonReply(200, { status: 'live' }) },
    { method: 'GET', path: '/health/ready', handle: () => readiness(options.checks) },
    { method: 'GET', path: '/metrics', handle: () => exposition(metrics) },
    ...(options.routes ?? []),
  ];

  const server = createServer((request, response) => void answer(request, response, { routes, logger, metrics }));
  const sockets = serveGraphqlOverWebSocket({ server, schema: options.schema, metrics, makeContext });
  return {
    listen: () => listen(server, config.host, config.port),
    get url() {
      return urlOf(server);
    },
    async [Symbol.asyncDispose]() {
      await sockets[Symbol.asyncDispose]();
      await drain(server);
      await apollo.stop();
    },
  };
}

interface Answering {
  readonly routes: readonly Route[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, logger, metrics }: Answering,
): Promise<void> {
  const startedAt = performance.now();
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = findRoute(routes, request.method, url.pathname);
  const requestId = String(request.headers['x-request-id'] ?? v7()).slice(0, 200);
  const log = logger.child({ requestId });
  const reply = route
    ? await route.handle(request, url).catch((error: unknown) => failure(error, log))
    : errorReply(404, { code: 'NOT_FOUND', ref: 'RES_001', message: 'Nothing here' });
  send(response, { ...reply, headers: { ...reply.headers, 'x-request-id': requestId } });
  const labels = { method: request.method ?? 'GET', route: route?.path ?? 'none', status: String(reply.status) };
  const seconds = (performance.now() - startedAt) / 1_000;
  metrics.httpRequestDuration.observe(labels, seconds);
  log.info({ ...labels, durationMs: Math.round(seconds * 1_000) }, 'request');
}

function failure(error: unknown, logger: Logger): Reply {
  if (error instanceof RefusedError) return errorReply(error.code === 'UNAUTHENTICATED' ? 401 : 400, error);
  if (error instanceof BodyTooLargeError)
    return errorReply(413, { code: 'BAD_REQUEST', ref: 'VAL_004', message: error.message });
  if (error instanceof SyntaxError)
    return errorReply(400, { code: 'BAD_REQUEST', ref: 'VAL_004', message: 'Not JSON' });
  logger.error({ err: error }, 'unexpected error');
  return errorReply(500, {
    code: 'INTERNAL_SERVER_ERROR',
    ref: 'SYS_001',
    message: 'Something went wrong on our side',
  });
}

async function readiness(checks: Readonly<Record<string, HealthCheck>>): Promise<Reply> {
  const state = await checkReadiness(checks);
  return jsonReply(state.status === 'ready' ? 200 : 503, state);
}

async function exposition({ registry }: Metrics): Promise<Reply> {
  return { status: 200, contentType: registry.contentType, body: await registry.metrics() };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server): string {
  const address = server.address() as AddressInfo | null;
  if (!address) throw new Error('Not listening yet');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** Lets the requests in hand finish, then closes what is left. */
function drain(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
