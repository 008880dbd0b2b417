import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { type Logger, pino } from 'pino';
import type { DecidePolicies } from './authorization/decide-policies.js';
import { parseRouterConfig, type RouterConfig, type RouterConfigInput } from './config/router-config.js';
import type { Engine } from './engine.js';
import { createGraph } from './graph.js';
import { openQueryStore } from './persisted/open-query-store.js';
import { RegisteredOperations } from './persisted/registered-operations.js';
import { createAuthenticate } from './pipeline/authenticate.js';
import { createAuthorize } from './pipeline/authorize.js';
import { createEndWithToken } from './pipeline/end-with-token.js';
import { CurrentGraph } from './reload/current-graph.js';
import { SupergraphMetrics } from './reload/supergraph-metrics.js';
import { ContextSigner } from './subgraphs/context-signer.js';
import { SubgraphChannels } from './subgraphs/subgraph-channels.js';
import type { ConnectSubgraph } from './subgraphs/subgraph-transport.js';
import { SubscriptionHub } from './subscriptions/subscription-hub.js';
import { createSource, type SupergraphOrigin } from './supergraph-sources/create-source.js';
import { fixedText } from './supergraph-sources/fixed-text.js';
import { RouterMetrics } from './telemetry/router-metrics.js';
import { drain } from './transports/drain.js';
import { createGraphqlSockets, type GraphqlSockets } from './transports/graphql-websocket.js';
import { createHttpServer } from './transports/http-server.js';

interface CommonOptions {
  readonly config?: RouterConfigInput;
  /** Default: JSON lines on standard output at `config.logLevel`. */
  readonly logger?: Logger;
  /** Another way to the subgraphs than HTTP: in the same process, say. Subscriptions still go by WebSocket. */
  readonly connectSubgraph?: ConnectSubgraph;
  /** Decides the `@policy`s that `config.authorization.policies` does not. */
  readonly policies?: DecidePolicies;
}

/** A Federation 2 supergraph, as composition prints it; or where one comes from, with all that follow it. */
export type RouterOptions = CommonOptions &
  ({ readonly supergraphSdl: string } | { readonly supergraph: SupergraphOrigin });

export interface Router extends AsyncDisposable {
  /**
   * Starts to take connections at `config.host` and `config.port`.
   *
   * @returns where GraphQL is answered; the port is the real one when 0 was configured
   */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Looks at once whether there is another supergraph. What became of it is logged, counted, and shown by `/health/ready`. */
  reload(): Promise<void>;
  /** Takes no new connections, finishes what is in flight (10 s at most), and closes everything. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A router for one supergraph, and for those that take its place.
 *
 * @throws SupergraphError | SupergraphSourceError | RouterConfigError    with one sentence that says what is wrong
 */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { config: input = {}, connectSubgraph } = options;
  const config = withExplorer(parseRouterConfig(input));
  const logger = options.logger ?? pino({ level: config.logLevel });
  const metrics = new RouterMetrics();
  const registered = await RegisteredOperations.open({ config, registry: metrics.registry, logger });
  const channels = new SubgraphChannels({ config, metrics, connect: connectSubgraph });
  const graphs = await CurrentGraph.open({
    source:
      'supergraphSdl' in options
        ? fixedText(options.supergraphSdl)
        : createSource(options.supergraph, config.supergraph),
    createGraph: (sdl, onClosed) => createGraph(sdl, { config, metrics, channels }, onClosed),
    metrics: new SupergraphMetrics(metrics.registry),
    logger,
  });
  const engine = createEngine(graphs, { config, metrics, logger, registered }, options.policies);
  const draining = new AbortController();
  const sockets = createGraphqlSockets(engine);
  const server = createHttpServer(engine, sockets.server, draining.signal);
  let closing: Promise<void> | undefined;
  return {
    listen: () => listen(server, config),
    reload: () => graphs.refresh(),
    [Symbol.asyncDispose]() {
      draining.abort();
      closing ??= close(server, sockets, engine, graphs);
      return closing;
    },
  };
}

function createEngine(
  graphs: CurrentGraph,
  { config, metrics, logger, registered }: Pick<Engine, 'config' | 'metrics' | 'logger' | 'registered'>,
  decidePolicies: DecidePolicies | undefined,
): Engine {
  return {
    config,
    get graph() {
      return graphs.graph;
    },
    get supergraphStatus() {
      return graphs.status;
    },
    authenticate: createAuthenticate(config, logger),
    authorize: createAuthorize({ config, decidePolicies, logger }),
    endWithToken: createEndWithToken(config),
    signer: config.signingKey === undefined ? undefined : new ContextSigner(config.signingKey),
    persistedQueries: openQueryStore(config.redisUrl, logger),
    registered,
    subscriptions: new SubscriptionHub(config),
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

async function close(server: Server, sockets: GraphqlSockets, engine: Engine, graphs: CurrentGraph): Promise<void> {
  await drain(server, sockets);
  await engine.subscriptions[Symbol.asyncDispose]();
  await graphs[Symbol.asyncDispose]();
  await engine.persistedQueries[Symbol.asyncDispose]();
  await engine.registered?.[Symbol.asyncDispose]();
  engine.authenticate[Symbol.dispose]();
}
