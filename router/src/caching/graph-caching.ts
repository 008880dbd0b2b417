import type { Schema } from '@apollo/federation-internals';
import type { ContractConfig } from '../config/contracts-config.js';
import type { RouterConfig } from '../config/router-config.js';
import type { JsonRecord } from '../json-record.js';
import type { Viewer } from '../pipeline/operation-request.js';
import type { PlannedOperation } from '../planning/operation-planner.js';
import type { ClientHeaders } from '../subgraphs/client-headers.js';
import type { SubgraphDirectory } from '../subgraphs/subgraph-directory.js';
import { cacheAudience, viewerIdOf } from './cache-audience.js';
import { readCacheHints } from './cache-hints.js';
import type { CacheStore } from './cache-store.js';
import { type CacheTags, readCacheTags } from './cache-tags.js';
import type { CachingMetrics } from './caching-metrics.js';
import { clientCacheControl } from './client-cache-control.js';
import { digest } from './digest.js';
import { FetchFactsOfGraph } from './fetch-facts.js';
import { KeptAnswer } from './kept-answer.js';
import { type AskedSubgraph, OperationCache } from './operation-cache.js';

/** What every graph of a router shares. */
export interface CachingSurroundings {
  readonly config: RouterConfig;
  readonly store: CacheStore;
  readonly metrics: CachingMetrics;
  /** Whether subgraphs may know who asks without a header that a rule passes on. */
  readonly isViewerTold: boolean;
}

export interface CachedGraph {
  readonly schema: Schema;
  readonly hash: string;
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  /** Which part of the schema clients see; undefined for all of it. */
  readonly contract: ContractConfig | undefined;
}

/** A client's call of an operation, as far as it matters here. */
export interface CachedCall {
  readonly graph: { readonly subgraphs: SubgraphDirectory };
  readonly viewer: Viewer | null;
  readonly headers: ClientHeaders;
  /** As sent. */
  readonly variables: JsonRecord;
}

/** What operations on one graph, or on one of its contracts, may take from the cache and put there. */
export class GraphCaching {
  /** The headers by which a client may keep an answer, and proxies on the way to it. */
  readonly headersFor: ReturnType<typeof clientCacheControl>;
  readonly #surroundings: CachingSurroundings;
  readonly #facts: FetchFactsOfGraph;
  readonly #tags: CacheTags;
  /** What tells the answers of this graph from those of another. */
  readonly #answersOf: string;
  /** Subgraph → the headers of its answers that clients get. */
  readonly #toClient: ReadonlyMap<string, readonly string[]>;

  constructor(surroundings: CachingSurroundings, { schema, hash, subgraphs, contract }: CachedGraph) {
    const { config } = surroundings;
    const urls = new Map(subgraphs.map(({ name, url }) => [name, config.subgraphs[name]?.url ?? url]));
    this.headersFor = clientCacheControl(config);
    this.#surroundings = surroundings;
    this.#facts = new FetchFactsOfGraph({ schema, hints: readCacheHints(schema), graphHash: hash, urls });
    this.#tags = readCacheTags(schema);
    this.#answersOf = digest(JSON.stringify([hash, [...urls], contract ?? null]));
    this.#toClient = new Map(
      subgraphs.map(({ name }) => {
        const rules = [...config.headers.toClient, ...(config.subgraphs[name]?.headers?.toClient ?? [])];
        return [name, rules.map(({ propagate }) => propagate)];
      }),
    );
  }

  /** For the fetches of one operation, or of one event. */
  begin(call: CachedCall, isQuery: boolean): OperationCache {
    const { store, metrics, config } = this.#surroundings;
    const viewerId = viewerIdOf(call.viewer, config.caching.viewerClaim);
    const bySubgraph = new Map<string, AskedSubgraph>();
    return new OperationCache({
      store,
      metrics,
      facts: this.#facts,
      tags: this.#tags,
      variables: call.variables,
      isQuery,
      maxSeconds: config.caching.maxSeconds,
      subgraph: (name) => {
        const known = bySubgraph.get(name);
        if (known) return known;
        const asked = this.#askedSubgraph(name, call, viewerId);
        bySubgraph.set(name, asked);
        return asked;
      },
    });
  }

  /**
   * The place of the whole answer to a query; undefined when whole answers are not kept.
   *
   * @param identity    equal for two operations that are the same text, of which their viewers may have the same
   */
  answer(
    identity: string,
    planned: PlannedOperation,
    call: CachedCall & { readonly coercedVariables: JsonRecord },
  ): KeptAnswer | undefined {
    const { viewer, headers, coercedVariables, graph } = call;
    const { config, store, metrics, isViewerTold } = this.#surroundings;
    if (config.caching.mode !== 'entities-and-responses') return undefined;
    const viewerId = viewerIdOf(viewer, config.caching.viewerClaim);
    const passedOn = graph.subgraphs.passedOn(headers);
    return new KeptAnswer({
      store,
      metrics,
      key: digest(JSON.stringify([this.#answersOf, identity, this.#facts.ofPlan(planned), coercedVariables])),
      audience: cacheAudience({ viewer, viewerId, isViewerTold, passedOn }),
    });
  }

  #askedSubgraph(name: string, { viewer, headers, graph }: CachedCall, viewerId: string | undefined): AskedSubgraph {
    const { isViewerTold } = this.#surroundings;
    const told = graph.subgraphs.headersFor(name, NONE, headers);
    const passedOn = told === NONE ? '' : JSON.stringify(told);
    const toClient = this.#toClient.get(name) ?? [];
    return {
      audience: cacheAudience({ viewer, viewerId, isViewerTold, passedOn }),
      isPassedOn: (header) => Object.hasOwn(told, header),
      isForClient: (response) => toClient.some((header) => response.headers[header] !== undefined),
    };
  }
}

const NONE: Readonly<Record<string, string>> = {};
