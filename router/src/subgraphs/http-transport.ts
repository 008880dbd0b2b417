import { Pool } from 'undici';
import { startDeadline } from '../deadline.js';
import { SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';

export interface HttpTransportOptions {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/** Errors of a connection that was closed before an answer came; a kept-alive one may be closed at any time. */
const BROKEN_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** GraphQL by POST over kept-alive connections. Redirects are not followed. */
export class HttpTransport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #pool: Pool;
  readonly #path: string;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    this.#pool = new Pool(options.url.origin, { keepAliveTimeout: 30_000, connectTimeout: options.connectTimeoutMs });
    this.#path = options.url.pathname + options.url.search;
  }

  async send(request: SubgraphRequest): Promise<SubgraphResponse> {
    using deadline = startDeadline(request.deadlineMs, [request.signal]);
    try {
      return await this.#exchange(request, deadline.signal);
    } catch (cause) {
      if (cause instanceof SubgraphFailure) throw cause;
      if (deadline.hasPassed) {
        throw new SubgraphFailure('deadline', `no answer within ${request.deadlineMs} ms`, { cause });
      }
      if (deadline.signal.aborted) {
        throw new SubgraphFailure('abandoned', 'the operation ended before it answered', { cause });
      }
      throw new SubgraphFailure('connection', 'the connection failed', { cause });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  async #exchange(request: SubgraphRequest, signal: AbortSignal): Promise<SubgraphResponse> {
    try {
      return await this.#post(request, signal);
    } catch (error) {
      const isBroken = error instanceof Error && 'code' in error && BROKEN_CONNECTION.has(String(error.code));
      if (!isBroken || request.kind !== 'query' || signal.aborted) throw error;
      return this.#post(request, signal);
    }
  }

  async #post({ headers, body }: SubgraphRequest, signal: AbortSignal): Promise<SubgraphResponse> {
    const response = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: {
        ...headers,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body,
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > this.#options.maxResponseBytes) {
        response.body.destroy();
        throw new SubgraphFailure('answer', `its answer is larger than ${this.#options.maxResponseBytes} bytes`);
      }
      chunks.push(chunk);
    }
    const { statusCode: status, headers: responseHeaders } = response;
    return { status, text: Buffer.concat(chunks).toString('utf8'), headers: responseHeaders };
  }
}
