import { Pool } from 'undici';
import type { TrafficSettings } from '../config/traffic-config.js';
import { HttpExchange } from './http-exchange.js';
import type { InFlightWatch } from './in-flight-watch.js';
import { requestHeaders } from './request-headers.js';
import type { RequestSigner } from './request-signer.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import { readTlsFiles } from './tls-files.js';

export interface HttpTransportOptions {
  readonly url: URL;
  readonly settings: TrafficSettings;
  readonly watch: InFlightWatch;
  readonly signer: RequestSigner | undefined;
}

/**
 * GraphQL by POST over kept-alive HTTP/1.1 connections. Redirects are not followed.
 *
 * The HTTP client is used at its dispatch level, without streams, signals and timers of its own: that is where most of what
 * a request to a subgraph costs would go. docs/decisions/0013-subgraph-client.md
 */
export class HttpTransport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #path: string;
  readonly #pool: Pool;

  /** @throws RouterConfigError    a TLS file that cannot be read */
  constructor(options: HttpTransportOptions) {
    const { url, settings } = options;
    this.#options = options;
    this.#path = url.pathname + url.search;
    this.#pool = new Pool(url.origin, {
      connections: settings.maxInFlight,
      pipelining: 1,
      keepAliveTimeout: 30_000,
      // Every exchange has a deadline of its own.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: settings.deadlineMs, ...readTlsFiles(settings.tls) },
    });
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const { settings, watch, signer } = this.#options;
    const headers = requestHeaders(request, this.#path, signer);
    return new Promise((resolve, reject) => {
      const maxResponseBytes = settings.responseBytes;
      const exchange = new HttpExchange({ request, deadlineAt, maxResponseBytes, watch, resolve, reject });
      this.#pool.dispatch({ method: 'POST', path: this.#path, headers, body: request.body }, exchange);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}
