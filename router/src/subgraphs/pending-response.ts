import type { AbortState } from '../abort-state.js';
import { type InFlightWatch, UNWATCHED, type Watched } from './in-flight-watch.js';
import { ReceivedResponse } from './received-response.js';
import { givenUp, SubgraphFailure } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse } from './subgraph-transport.js';

export interface PendingResponseOptions {
  readonly request: SubgraphRequest;
  readonly deadlineAt: number;
  readonly maxResponseBytes: number;
  readonly watch: InFlightWatch;
  readonly resolve: (response: SubgraphResponse) => void;
  readonly reject: (failure: SubgraphFailure) => void;
}

/** One request on its way: gathers the response that an HTTP client hands over in parts, within size and time. */
export abstract class PendingResponse implements Watched {
  readonly deadlineAt: number;
  readonly signal: AbortState;
  slot = UNWATCHED;
  readonly #options: PendingResponseOptions;
  #status = 0;
  #headers: SubgraphResponse['headers'] = {};
  #chunks: Buffer[] = [];
  #size = 0;
  #isSettled = false;

  constructor(options: PendingResponseOptions) {
    this.#options = options;
    this.deadlineAt = options.deadlineAt;
    this.signal = options.request.signal;
    options.watch.add(this);
  }

  giveUp(why: 'deadline' | 'abandoned'): void {
    this.fail(givenUp(why, this.#options.request.deadlineMs));
  }

  protected get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Whether there is a status. */
  protected get hasBegun(): boolean {
    return this.#status > 0;
  }

  /** Tells the other side that its answer is not waited for. */
  protected abstract cancel(failure: SubgraphFailure): void;

  protected begin(status: number, headers: SubgraphResponse['headers']): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headers['content-length']) > this.#options.maxResponseBytes) this.#refuseSize();
  }

  protected gather(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#options.maxResponseBytes) this.#refuseSize();
    else this.#chunks.push(chunk);
  }

  protected finish(): void {
    const declared = this.#headers['content-length'];
    // Node takes an HTTP/2 stream for ended that went down with its connection.
    if (declared !== undefined && Number(declared) !== this.#size) {
      this.fail(new SubgraphFailure('broken', 'the connection failed'));
      return;
    }
    if (!this.#settle()) return;
    const [first, ...others] = this.#chunks;
    const body = first && others.length === 0 ? first : Buffer.concat(this.#chunks, this.#size);
    this.#options.resolve(new ReceivedResponse(this.#status, this.#headers, body));
  }

  protected fail(failure: SubgraphFailure): void {
    if (!this.#settle()) return;
    this.#chunks = [];
    this.#options.reject(failure);
    this.cancel(failure);
  }

  #refuseSize(): void {
    this.fail(new SubgraphFailure('answer', `its answer is larger than ${this.#options.maxResponseBytes} bytes`));
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.#options.watch.remove(this);
    return true;
  }
}
