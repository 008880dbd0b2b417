import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { type Logger, pino } from 'pino';
import { parseRouterConfig, type RouterConfig, type RouterConfigInput } from './config/router-config.js';
import type { Engine } from './engine.js';
import { createGraph } from './graph.js';
import { openQueryStore } from './persisted/open-query-store.js';
import { createAuthenticate } from './pipeline/authenticate.js';
import { ContextSigner } from './subgraphs/context-signer.js';
import { SubgraphChannels } from './subgraphs/subgraph-channels.js';
import type { ConnectSubgraph } from './subgraphs/subgraph-transport.js';
import { RouterMetrics } from './telemetry/router-metrics.js';
import { drain } from './transports/drain.js';
import { createGraphqlSockets, type GraphqlSockets } from './transports/graphql-websocket.js';
import { createHttpServer } from './transports/http-server.js';

export interface RouterOptions {
  /** A Federation 2 supergraph, as composition prints it. */
  readonly supergraphSdl: string;
  readonly config?: RouterConfigInput;
  /** Default: JSON lines on standard output at `config.logLevel`. */
  readonly logger?: Logger;
  /** Another way to the subgraphs than HTTP: in the same process, say. Subscriptions still go by WebSocket. */
  readonly connectSubgraph?: ConnectSubgraph;
}

export interface Router extends AsyncDisposable {
  /**
   * Starts to take connections at `config.host` and `config.port`.
   *
   * @returns where GraphQL is answered; the port is the real one when 0 was configured
   */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes no new connections, finishes what is in flight (10 s at most), and closes everything. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A router for one supergraph.
 *
 * @throws SupergraphError | RouterConfigError    with one sentence that says what is wrong
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { config: input = {}, logger } = options;
  const config = withExplorer(parseRouterConfig(input));
  const engine = createEngine({ ...options, config }, logger ?? pino({ level: config.logLevel }));
  const draining = new AbortController();
  const sockets = createGraphqlSockets(engine);
  const server = createHttpServer(engine, sockets.server, draining.signal);
  let closing: Promise<void> | undefined;
  return {
    listen: () => listen(server, config),
    [Symbol.asyncDispose]() {
      draining.abort();
      closing ??= close(server, sockets, engine);
      return closing;
    },
  };
}

function createEngine(
  { supergraphSdl, config, connectSubgraph }: RouterOptions & { readonly config: RouterConfig },
  logger: Logger,
): Engine {
  const metrics = new RouterMetrics();
  const channels = new SubgraphChannels({ config, metrics, connect: connectSubgraph });
  const graph = createGraph(supergraphSdl, { config, metrics, channels });
  const { unenforcedDirectives } = graph.supergraph;
  if (unenforcedDirectives.length > 0) {
    logger.warn({ directives: unenforcedDirectives }, 'The supergraph has directives that the router does not enforce');
  }
  return {
    config,
    graph,
    authenticate: createAuthenticate(config.authentication),
    signer: config.signingKey === undefined ? undefined : new ContextSigner(config.signingKey),
    persistedQueries: openQueryStore(config.redisUrl, logger),
    metrics,
    logger,
  };
}

/** An explorer that was not built is no reason not to serve. */
function withExplorer(config: RouterConfig): RouterConfig {
  const { htmlDir } = config.explorer;
  return htmlDir !== undefined && !existsSync(htmlDir) ? { ...config, explorer: {} } : config;
}

function listen(server: Server, { host, port }: RouterConfig): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const boundPort = typeof address === 'object' && address ? address.port : port;
      const shownHost = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${shownHost}:${boundPort}/graphql`, port: boundPort });
    });
  });
}

async function close(server: Server, sockets: GraphqlSockets, engine: Engine): Promise<void> {
  await drain(server, sockets);
  await engine.graph[Symbol.asyncDispose]();
  await engine.persistedQueries[Symbol.asyncDispose]();
}
