import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Graph, hashOf } from '../graph.js';
import type { SupergraphSource } from '../supergraph-sources/supergraph-source.js';
import type { LoadOutcome, SupergraphMetrics } from './supergraph-metrics.js';

export interface CurrentGraphOptions {
  readonly source: SupergraphSource;
  /** Rejects with the reason, one sentence, when the supergraph cannot be served. */
  createGraph(supergraphSdl: string, onClosed: () => void): Promise<Graph>;
  /** Prepares a graph for the requests that another one gets, until it is wanted no more. Does not throw. */
  warmUp(from: Graph, to: Graph, isWanted: () => boolean): Promise<void>;
  /** Ends what a graph is still at work with and the new one does not have. */
  endWithdrawn(from: Graph, to: Graph): Promise<void>;
  readonly metrics: SupergraphMetrics;
  readonly logger: Logger;
}

export interface SupergraphStatus {
  readonly hash: string;
  readonly loadedAt: Date;
  /** Why the source's latest supergraph is not the one in use; absent when it is. */
  readonly lastFailure: { readonly at: Date; readonly message: string } | undefined;
}

/**
 * The graph that new requests are answered by. Another takes its place when the source has another supergraph and it can be
 * served; when it cannot, the one before stays. Requests end on the graph they began with, which closes after the last.
 */
export class CurrentGraph implements AsyncDisposable {
  readonly #options: CurrentGraphOptions;
  readonly #inUse = new Set<Graph>();
  #graph: Graph;
  #loadedAt = new Date();
  #lastFailure: SupergraphStatus['lastFailure'];
  /** Hash of what the source told last. */
  #wanted: string;

  /** @throws SupergraphSourceError | SupergraphError | RouterConfigError */
  static async open(options: CurrentGraphOptions): Promise<CurrentGraph> {
    let current: CurrentGraph | undefined;
    let early: string | undefined;
    const sdl = await options.source.open({
      onSupergraph(next) {
        if (current) void current.replace(next);
        else early = next;
      },
      onFailure: (error) => current?.keep('unreachable', error),
    });
    try {
      const graph: Graph = await options.createGraph(sdl, () => {
        if (current) current.#forget(graph);
      });
      current = new CurrentGraph(options, graph);
      if (early !== undefined) void current.replace(early);
      return current;
    } catch (error) {
      await options.source[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(options: CurrentGraphOptions, first: Graph) {
    this.#options = options;
    this.#graph = first;
    this.#wanted = first.hash;
    this.#use(first);
  }

  get graph(): Graph {
    return this.#graph;
  }

  get status(): SupergraphStatus {
    return { hash: this.#graph.hash, loadedAt: this.#loadedAt, lastFailure: this.#lastFailure };
  }

  /** Asks the source at once. */
  refresh(): Promise<void> {
    return this.#options.source.refresh();
  }

  /** Takes what is wanted last: a supergraph that is still being prepared when the next one comes is never used. */
  async replace(sdl: string): Promise<void> {
    const hash = hashOf(sdl);
    if (hash === this.#graph.hash) this.#lastFailure = undefined;
    if (hash === this.#wanted) return;
    this.#wanted = hash;
    if (hash === this.#graph.hash) return;
    const isWanted = () => this.#wanted === hash;
    try {
      // Several that come at once are one.
      await setImmediate();
      const next = isWanted() ? await this.#prepare(sdl, isWanted) : undefined;
      if (next) this.#use(next);
      else this.#options.metrics.count('superseded');
    } catch (error) {
      if (isWanted()) this.keep('refused', error);
      else this.#options.metrics.count('superseded');
    }
  }

  /** The graph stays, and why is told; a failure that is met again at every look is logged once. */
  keep(outcome: LoadOutcome, error: unknown): void {
    const { metrics, logger } = this.#options;
    const message = error instanceof Error ? error.message : String(error);
    metrics.count(outcome);
    if (message !== this.#lastFailure?.message) {
      logger.error(
        { supergraph: this.#graph.hash, reason: message, ...(!isExpected(error) && { err: error }) },
        'The new supergraph is not used, the one before it is kept',
      );
    }
    this.#lastFailure = { at: new Date(), message };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#wanted = '';
    await this.#options.source[Symbol.asyncDispose]();
    await Promise.all([...this.#inUse].map((graph) => graph[Symbol.asyncDispose]()));
  }

  async #prepare(sdl: string, isWanted: () => boolean): Promise<Graph | undefined> {
    const next: Graph = await this.#options.createGraph(sdl, () => this.#forget(next));
    await this.#options.warmUp(this.#graph, next, isWanted);
    if (isWanted()) return next;
    next.release();
    return undefined;
  }

  async #endWithdrawn(from: Graph, to: Graph): Promise<void> {
    try {
      await this.#options.endWithdrawn(from, to);
    } catch (error) {
      this.#options.logger.error(
        { err: error },
        'The subscriptions of a former supergraph could not be looked through',
      );
    }
  }

  #forget(graph: Graph): void {
    this.#inUse.delete(graph);
    this.#options.metrics.setInUse(this.#inUse.size);
  }

  #use(next: Graph): void {
    const { metrics, logger } = this.#options;
    const previous = this.#graph;
    this.#graph = next;
    this.#inUse.add(next);
    this.#loadedAt = new Date();
    this.#lastFailure = undefined;
    for (const graph of this.#inUse) if (graph !== next) void this.#endWithdrawn(graph, next);
    if (previous !== next) previous.release();
    metrics.count('loaded');
    metrics.use(next.hash);
    metrics.setInUse(this.#inUse.size);
    logger.info({ supergraph: next.hash }, 'Supergraph loaded');
    const { unknownTags } = next;
    if (unknownTags.length > 0) logger.warn({ tags: unknownTags }, 'A contract has tags that the supergraph has not');
  }
}

/** Errors of ours have a code; any other is a bug, and its stack is wanted. */
function isExpected(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
