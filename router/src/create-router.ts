import type { Server } from 'node:http';
import type { RouterConfig } from './config/router-config.js';
import { createEngine, type RunningEngine } from './create-engine.js';
import type { RouterOptions } from './router-options.js';
import { drain } from './transports/drain.js';
import { createGraphqlSockets, type GraphqlSockets } from './transports/graphql-websocket.js';
import { createHttpServer } from './transports/http-server.js';

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
  const engine = await createEngine(options);
  if (engine.graph.access && !engine.config.authentication) {
    engine.logger.warn('The supergraph guards fields; without "authentication" everybody is a guest');
  }
  const draining = new AbortController();
  const sockets = createGraphqlSockets(engine);
  const server = createHttpServer(engine, sockets.server, draining.signal);
  let closing: Promise<void> | undefined;
  return {
    listen: () => listen(server, engine.config),
    reload: () => engine.reload(),
    [Symbol.asyncDispose]() {
      draining.abort();
      closing ??= close(server, sockets, engine);
      return closing;
    },
  };
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

async function close(server: Server, sockets: GraphqlSockets, engine: RunningEngine): Promise<void> {
  await drain(server, sockets);
  await engine[Symbol.asyncDispose]();
}
