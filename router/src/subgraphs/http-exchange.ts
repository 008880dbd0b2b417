import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { InFlightWatch, Watched } from './in-flight-watch.js';
import { givenUp, SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse } from './subgraph-transport.js';

export interface HttpExchangeOptions {
  readonly request: SubgraphRequest;
  readonly deadlineAt: number;
  readonly maxResponseBytes: number;
  readonly watch: InFlightWatch;
  readonly resolve: (response: SubgraphResponse) => void;
  readonly reject: (failure: SubgraphFailure) => void;
}

/** Codes of a connection that was closed before the answer was there; a kept-alive one may be closed at any time. */
const BROKEN_CONNECTION = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']);

/** One request on its way: gathers the response that the HTTP client hands over in parts. */
export class HttpExchange implements Dispatcher.DispatchHandler, Watched {
  readonly deadlineAt: number;
  readonly signal: AbortSignal;
  readonly #options: HttpExchangeOptions;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #size = 0;
  #isSettled = false;

  constructor(options: HttpExchangeOptions) {
    this.#options = options;
    this.deadlineAt = options.deadlineAt;
    this.signal = options.request.signal;
    options.watch.add(this);
  }

  giveUp(why: 'deadline' | 'abandoned'): void {
    this.#fail(givenUp(why, this.#options.request.deadlineMs));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up before there was a connection. Thrown, the connection stays good for others; an abort would close it.
    if (this.#isSettled) throw new Error('Given up before it was sent');
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length']) > this.#options.maxResponseBytes) this.#refuseSize();
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#options.maxResponseBytes) this.#refuseSize();
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#settle()) return;
    const [first, ...others] = this.#chunks;
    const body = first && others.length === 0 ? first : Buffer.concat(this.#chunks, this.#size);
    this.#options.resolve({ status: this.#status, text: body.toString('utf8'), headers: this.#headers });
  }

  onResponseError(_: Dispatcher.DispatchController, cause: Error): void {
    const isBroken = 'code' in cause && BROKEN_CONNECTION.has(String(cause.code));
    this.#fail(new SubgraphFailure(isBroken ? 'broken' : 'unreachable', 'the connection failed', { cause }));
  }

  #refuseSize(): void {
    this.#fail(new SubgraphFailure('answer', `its answer is larger than ${this.#options.maxResponseBytes} bytes`));
  }

  #fail(failure: SubgraphFailure): void {
    if (!this.#settle()) return;
    this.#chunks = [];
    this.#options.reject(failure);
    this.#controller?.abort(failure);
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.#options.watch.remove(this);
    return true;
  }
}
