import { Pool } from 'undici';
import { startDeadline } from '../deadline.js';
import { readSubgraphAnswer, type SubgraphAnswer, SubgraphFailure } from './subgraph-answer.js';

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  /** A request that may be sent again when its connection broke: queries, never mutations. */
  readonly isRepeatable: boolean;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

export interface SubgraphClientOptions {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  readonly maxResponseBytes: number;
}

/** Errors of a connection that was closed before an answer came; a kept-alive one may be closed at any time. */
const BROKEN_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Sends GraphQL requests to one subgraph over kept-alive connections. Redirects are not followed.
 * Whoever makes one disposes of it.
 */
export class SubgraphClient implements AsyncDisposable {
  readonly #options: SubgraphClientOptions;
  readonly #pool: Pool;
  readonly #path: string;

  constructor(options: SubgraphClientOptions) {
    this.#options = options;
    this.#pool = new Pool(options.url.origin, { keepAliveTimeout: 30_000, connectTimeout: options.connectTimeoutMs });
    this.#path = options.url.pathname + options.url.search;
  }

  /**
   * @throws SubgraphFailure    no answer within the deadline, or none that is GraphQL; the message has no address in it
   */
  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    using deadline = startDeadline(request.deadlineMs, [request.signal]);
    const { query, operationName, variables } = request;
    const body = JSON.stringify({ query, ...(operationName && { operationName }), variables });
    try {
      return await this.#exchange(request, body, deadline.signal);
    } catch (error) {
      if (error instanceof SubgraphFailure) throw error;
      if (deadline.hasPassed) {
        throw new SubgraphFailure(`no answer within ${request.deadlineMs} ms`, { cause: error });
      }
      if (deadline.signal.aborted)
        throw new SubgraphFailure('the operation ended before it answered', { cause: error });
      throw new SubgraphFailure('the connection failed', { cause: error });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }

  async #exchange(request: SubgraphRequest, body: string, signal: AbortSignal): Promise<SubgraphAnswer> {
    try {
      return await this.#post(request, body, signal);
    } catch (error) {
      const isBroken = error instanceof Error && 'code' in error && BROKEN_CONNECTION.has(String(error.code));
      if (!isBroken || !request.isRepeatable || signal.aborted) throw error;
      return this.#post(request, body, signal);
    }
  }

  async #post({ headers }: SubgraphRequest, body: string, signal: AbortSignal): Promise<SubgraphAnswer> {
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
        throw new SubgraphFailure(`its answer is larger than ${this.#options.maxResponseBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return parseAnswer(response.statusCode, Buffer.concat(chunks).toString('utf8'));
  }
}

/** A subgraph may answer errors with any status, as long as it says them in GraphQL. */
function parseAnswer(status: number, text: string): SubgraphAnswer {
  try {
    return readSubgraphAnswer(JSON.parse(text));
  } catch (cause) {
    throw new SubgraphFailure(`it answered ${status} without a GraphQL body`, { cause });
  }
}
