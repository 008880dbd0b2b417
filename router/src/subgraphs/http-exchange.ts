import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { PendingResponse } from './pending-response.js';
import { SubgraphFailure } from './subgraph-failure.js';

type Controller = Dispatcher.DispatchController;

/** A request over HTTP/1.1, as the handler that the client hands the parts of its response to. */
export class HttpExchange extends PendingResponse implements Dispatcher.DispatchHandler {
  #controller: Controller | undefined;

  /** Thrown here, a request is not written, and the connection stays good for others; an abort would close it. */
  onRequestStart(controller: Controller): void {
    if (this.isSettled) throw new Error('Given up before it was sent');
    // The client reserves itself the right to send again what was lost; it does not know a mutation from a query.
    if (this.#controller) throw new Error('Lost with its connection');
    this.#controller = controller;
  }

  /** Once more after an interim response (RFC 9110, section 15.2): the last one counts. */
  onResponseStart(_: Controller, status: number, headers: IncomingHttpHeaders): void {
    this.begin(status, headers);
  }

  onResponseData(_: Controller, chunk: Buffer): void {
    this.gather(chunk);
  }

  onResponseEnd(): void {
    this.finish();
  }

  onResponseError(_: Controller, cause: Error): void {
    const kind = this.#controller ? 'broken' : 'unreachable';
    this.fail(new SubgraphFailure(kind, 'the connection failed', { cause }));
  }

  protected override cancel(failure: SubgraphFailure): void {
    this.#controller?.abort(failure);
  }
}
