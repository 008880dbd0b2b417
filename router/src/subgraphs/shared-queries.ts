import { type InFlightWatch, UNWATCHED, type Watched } from './in-flight-watch.js';
import { givenUp } from './subgraph-failure.js';
import type { SubgraphRequest, SubgraphResponse } from './subgraph-transport.js';

export type Send = (request: SubgraphRequest) => Promise<SubgraphResponse>;

interface Shared {
  readonly response: Promise<SubgraphResponse>;
  readonly controller: AbortController;
  members: number;
}

/** Headers that tell requests apart without a subgraph answering by them. */
const CORRELATION = new Set(['x-request-id', 'x-router-context', 'traceparent', 'tracestate']);

/**
 * Makes one of equal queries that are under way together. Equal means: the same body, the same headers, and the same viewer
 * and client facts, for those are what the signed context tells the subgraph. Ids of requests and traces do not
 * count; the subgraph sees those of the first.
 *
 * Who leaves does not take the others with him: the request ends when nobody waits for it any more.
 */
export class SharedQueries {
  readonly #send: Send;
  readonly #watch: InFlightWatch;
  readonly #onShared: (request: SubgraphRequest) => void;
  readonly #shared = new Map<string, Shared>();

  constructor({
    send,
    watch,
    onShared,
  }: { send: Send; watch: InFlightWatch; onShared: (request: SubgraphRequest) => void }) {
    this.#send = send;
    this.#watch = watch;
    this.#onShared = onShared;
  }

  /** @param request    a query: a mutation must not come here */
  send(request: SubgraphRequest): Promise<SubgraphResponse> {
    const key = keyOf(request);
    let shared = this.#shared.get(key);
    if (shared) this.#onShared(request);
    else shared = this.#begin(key, request);
    return this.#join(shared, key, request);
  }

  #begin(key: string, request: SubgraphRequest): Shared {
    const controller = new AbortController();
    const response = this.#send({ ...request, signal: controller.signal });
    const shared = { response, controller, members: 0 };
    this.#shared.set(key, shared);
    const end = () => this.#forget(key, shared);
    response.then(end, end);
    return shared;
  }

  #join(shared: Shared, key: string, request: SubgraphRequest): Promise<SubgraphResponse> {
    shared.members++;
    return new Promise((resolve, reject) => {
      const member: Watched = {
        slot: UNWATCHED,
        deadlineAt: performance.now() + request.deadlineMs,
        signal: request.signal,
        giveUp: (why) => {
          reject(givenUp(why, request.deadlineMs));
          if (--shared.members > 0) return;
          this.#forget(key, shared);
          shared.controller.abort();
        },
      };
      this.#watch.add(member);
      shared.response.then(resolve, reject).finally(() => this.#watch.remove(member));
    });
  }

  /** Later equals begin anew; but not when one has begun already. */
  #forget(key: string, shared: Shared): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
  }
}

function keyOf({ body, headers, caller }: SubgraphRequest): string {
  const told = Object.entries(headers).filter(([name]) => !CORRELATION.has(name));
  const context = headers['x-router-context'];
  // Without a caller there is nobody to tell from others by: the context, which differs each time, keeps the request apart.
  const viewer = context !== undefined && caller ? [caller.viewer, caller.client] : context;
  return JSON.stringify([told, viewer]) + body;
}
