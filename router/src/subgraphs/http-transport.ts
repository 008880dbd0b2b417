import { Pool } from 'undici';
import { HttpExchange } from './http-exchange.js';
import type { InFlightWatch } from './in-flight-watch.js';
import type { RequestSigner } from './request-signer.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import { readTlsFiles } from './tls-files.js';
import type { TrafficSettings } from './traffic-settings.js';

export interface HttpTransportOptions {
  readonly url: URL;
  readonly settings: TrafficSettings;
  readonly watch: InFlightWatch;
  readonly signer: RequestSigner | undefined;
}

/** What every request says of its body and of the answers it takes. */
export const TYPE_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
};

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
      connect: { timeout: connectTimeoutMs(settings), ...readTlsFiles(settings.tls) },
    });
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const { settings, watch } = this.#options;
    const headers = this.#headersOf(request);
    return new Promise((resolve, reject) => {
      const maxResponseBytes = settings.responseBytes;
      const exchange = new HttpExchange({ request, deadlineAt, maxResponseBytes, watch, resolve, reject });
      this.#pool.dispatch({ method: 'POST', path: this.#path, headers, body: request.body }, exchange);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  /** Names and values in turn, which is what costs the client least. */
  #headersOf({ headers, body }: SubgraphRequest): string[] {
    const { signer } = this.#options;
    const list: string[] = [];
    addHeaders(list, TYPE_HEADERS);
    addHeaders(list, headers);
    if (signer)
      addHeaders(
        list,
        signer.sign({ method: 'POST', path: this.#path, headers: { ...headers, ...TYPE_HEADERS }, body }),
      );
    return list;
  }
}

function addHeaders(list: string[], headers: Readonly<Record<string, string>>): void {
  for (const name in headers) list.push(name, headers[name] ?? '');
}

/** A request does not wait for longer than its deadline; a connection that came too late for one may serve the next. */
export function connectTimeoutMs({ deadlineMs }: TrafficSettings): number {
  return Math.max(deadlineMs, 1_000);
}
