import { type InFlightWatch, UNWATCHED, type Watched } from './in-flight-watch.js';
import { givenUp } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.js';

/** A host's own transport, which is not waited for longer than there is time. */
export class TimedTransport implements SubgraphTransport {
  readonly #inner: SubgraphTransport<AbortSignal>;
  readonly #watch: InFlightWatch;

  constructor(inner: SubgraphTransport<AbortSignal>, watch: InFlightWatch) {
    this.#inner = inner;
    this.#watch = watch;
  }

  send(request: SubgraphRequest, deadlineAt: number): Promise<SubgraphResponse> {
    const controller = new AbortController();
    return new Promise((resolve, reject) => {
      const watched: Watched = {
        slot: UNWATCHED,
        deadlineAt,
        signal: request.signal,
        giveUp: (why) => {
          reject(givenUp(why, request.deadlineMs));
          controller.abort();
        },
      };
      this.#watch.add(watched);
      this.#inner
        .send({ ...request, signal: controller.signal }, deadlineAt)
        .then(resolve, reject)
        .finally(() => this.#watch.remove(watched));
    });
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#inner[Symbol.asyncDispose]();
  }
}
