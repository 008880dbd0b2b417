import { type Dispatcher, Pool } from 'undici';
import type { TrafficSettings } from '../config/traffic-config.js';
import { HttpExchange } from './http-exchange.js';
import type { InFlightWatch } from './in-flight-watch.js';
import { RequestSigner } from './request-signer.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';
import { readTlsFiles } from './tls-files.js';

export interface HttpTransportOptions {
  readonly url: URL;
  readonly settings: TrafficSettings;
  readonly watch: InFlightWatch;
}

/** Streams of one HTTP/2 connection. Node's servers allow 100 before they say otherwise. */
const STREAMS_PER_CONNECTION = 100;

/** GraphQL by POST over kept-alive connections. Redirects are not followed. */
export class HttpTransport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #path: string;
  readonly #signer: RequestSigner | undefined;
  readonly #queries: Dispatcher;
  readonly #mutations: Dispatcher;

  /** @throws RouterConfigError    a TLS file that cannot be read */
  constructor(options: HttpTransportOptions) {
    const { url, settings } = options;
    this.#options = options;
    this.#path = url.pathname + url.search;
    this.#signer = settings.signing && new RequestSigner(settings.signing);
    this.#mutations = createPool(options, { pipelining: 1, connections: settings.maxInFlight });
    // The client sends again what a lost HTTP/2 connection was shared by, so no mutation shares one.
    const connections = Math.ceil(settings.maxInFlight / STREAMS_PER_CONNECTION);
    this.#queries = settings.http2
      ? createPool(options, { pipelining: STREAMS_PER_CONNECTION, connections })
      : this.#mutations;
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const { settings, watch } = this.#options;
    return new Promise((resolve, reject) => {
      const maxResponseBytes = settings.responseBytes;
      const exchange = new HttpExchange({ request, deadlineAt, maxResponseBytes, watch, resolve, reject });
      const isQuery = request.kind === 'query';
      const pool = isQuery ? this.#queries : this.#mutations;
      const { body } = request;
      // To this client "idempotent" means that it may share a connection.
      pool.dispatch(
        { method: 'POST', path: this.#path, headers: this.#headersOf(request), body, idempotent: isQuery },
        exchange,
      );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#queries.destroy(), this.#mutations.destroy()]);
  }

  #headersOf({ headers, body }: SubgraphRequest): Record<string, string> {
    const all: Record<string, string> = {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    };
    if (!this.#signer) return all;
    return { ...all, ...this.#signer.sign({ method: 'POST', path: this.#path, headers: all, body }) };
  }
}

function createPool({ url, settings }: HttpTransportOptions, more: Pool.Options): Pool {
  const { deadlineMs, http2 } = settings;
  return new Pool(url.origin, {
    ...more,
    keepAliveTimeout: 30_000,
    // Every exchange has a deadline of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(http2 && { allowH2: true, maxConcurrentStreams: STREAMS_PER_CONNECTION }),
    connect: {
      timeout: deadlineMs,
      allowH2: http2,
      // Without TLS there is nothing to negotiate by: HTTP/2 with prior knowledge (RFC 9113, section 3.3).
      ...(http2 && url.protocol === 'http:' && { useH2c: true }),
      ...readTlsFiles(settings.tls),
    },
  });
}
