import type { FetchCache, Recalled } from '../execution/run/fetch-cache.js';
import type { Message } from '../execution/run/message.js';
import type { JsonRecord } from '../json-record.js';
import type { SubgraphResponse } from '../subgraphs/subgraph-transport.js';
import { AnswerLifetime } from './answer-lifetime.js';
import { answerParts } from './answer-parts.js';
import { type CacheAudience, EVERYBODY } from './cache-audience.js';
import type { CacheReading, CacheStore } from './cache-store.js';
import type { CacheTags } from './cache-tags.js';
import type { CachingMetrics } from './caching-metrics.js';
import { entriesOf, type KeyedFetch } from './entries-of.js';
import { entryKey, type FetchFactsOfGraph, fetchKey } from './fetch-facts.js';
import { shortestHint } from './hint-of.js';
import { type KnownPart, splitMessage } from './split-message.js';
import { type SubgraphPolicy, subgraphPolicy } from './subgraph-policy.js';

/** One subgraph, as an operation's client may use what it answered. */
export interface AskedSubgraph {
  readonly audience: CacheAudience;
  /** Whether rules pass a header on to the subgraph. */
  isPassedOn(name: string): boolean;
  /** Whether the client is to get a header of this answer: then it has to be asked for each time. */
  isForClient(response: SubgraphResponse): boolean;
}

export interface OperationCacheOptions {
  readonly store: CacheStore;
  readonly facts: FetchFactsOfGraph;
  readonly tags: CacheTags;
  /** As the client sent them. */
  readonly variables: JsonRecord;
  /** Only queries take what is known: mutations, and events that tell of a change, want to see what is. */
  readonly isQuery: boolean;
  readonly maxSeconds: number;
  readonly metrics: CachingMetrics;
  subgraph(name: string): AskedSubgraph;
}

/** A message while it is asked for. */
interface Asking {
  readonly message: Message;
  readonly subgraph: AskedSubgraph;
  /** Aligned with the message's fetches. */
  readonly fetches: readonly KeyedFetch[];
  readonly askedAt: number;
}

/** What the fetches of one operation take from the store and put there. */
export class OperationCache implements FetchCache {
  readonly lifetime = new AnswerLifetime();
  readonly #options: OperationCacheOptions;

  constructor(options: OperationCacheOptions) {
    this.#options = options;
  }

  recall(message: Message): Recalled | Promise<Recalled> {
    const { step } = message.request;
    if (step.operationKind !== 'query' || step.contextArguments.length > 0) return this.#askWhole(message);
    const { facts, isQuery, store, variables } = this.#options;
    const fetches = message.asked.map(({ fetch }) => {
      const own = facts.of(fetch.step);
      return { facts: own, key: fetchKey(own, fetch.step, variables) };
    });
    const subgraph = this.#options.subgraph(step.subgraph);
    const asking = { message, subgraph, fetches, askedAt: Date.now() };
    const reading = store.read(isQuery ? keysToRead(asking) : []);
    return reading instanceof Promise
      ? reading.then((found) => this.#take(asking, found))
      : this.#take(asking, reading);
  }

  /** What cannot be kept: what changes something, or depends on more than its representations and variables. */
  #askWhole(message: Message): Recalled {
    return { known: undefined, left: { message, settle: () => this.lifetime.end() } };
  }

  #take(asking: Asking, { generation, entries }: CacheReading): Recalled {
    const { metrics, variables } = this.#options;
    const { message } = asking;
    const { readable } = asking.subgraph.audience;
    const found = Array.from({ length: entries.length / readable.length }, (_, index) => {
      return foundAt(entries, index * readable.length, readable);
    });
    const { known, left, used } = splitMessage(message, found, variables);
    for (const { entry, audience } of used) this.lifetime.add(entry.expiresAt, audience !== EVERYBODY, entry.terms);
    const { subgraph } = message.request.step;
    metrics.countFound(subgraph, used.length);
    if (!left) return { known, left };
    metrics.countMissed(subgraph, askedCount(left));
    const settle = (response: SubgraphResponse | undefined) =>
      this.#settle({ ...asking, message: left }, generation, response);
    return { known, left: { message: left, settle } };
  }

  /** Keeps what came in answer, if its subgraph lets us and nothing is wrong with it. */
  #settle(asking: Asking, generation: number | undefined, response: SubgraphResponse | undefined): void {
    const { maxSeconds, metrics, store, tags, variables } = this.#options;
    const { message, fetches, askedAt, subgraph } = asking;
    const policy = response && this.#policyOf(asking, response);
    const audience = policy && subgraph.audience.of(policy);
    const parts = response && audience !== undefined ? answerParts(response.text) : undefined;
    if (!policy || audience === undefined || !parts) {
      this.lifetime.end();
      return;
    }
    const seconds = Math.min(policy.seconds, maxSeconds);
    const entries = entriesOf({ message, fetches, parts, audience, seconds, askedAt, tags, variables });
    if (entries.length < askedCount(message)) this.lifetime.end();
    for (const { expiresAt, terms } of entries) this.lifetime.add(expiresAt, audience !== EVERYBODY, terms);
    if (generation === undefined) return;
    store.write(entries, generation);
    metrics.countStored(message.request.step.subgraph, entries.length);
  }

  #policyOf({ subgraph, fetches }: Asking, response: SubgraphResponse): SubgraphPolicy | undefined {
    if (subgraph.isForClient(response)) return undefined;
    const hint = shortestHint(fetches.map(({ facts }) => facts.hint));
    return subgraphPolicy(response, { hint, isPassedOn: (name) => subgraph.isPassedOn(name) });
  }
}

/** For each representation of each fetch, or for all root fields: one key for each audience. */
function keysToRead({ message: { asked, representations }, fetches, subgraph: { audience } }: Asking): string[] {
  const keys: string[] = [];
  for (let position = 0; position < asked.length; position++) {
    const key = fetches[position]?.key ?? '';
    for (const text of representations[position] ?? ROOT) {
      for (const readable of audience.readable) keys.push(entryKey(key, readable, text));
    }
  }
  return keys;
}

const ROOT = [undefined];

function foundAt(entries: CacheReading['entries'], start: number, audiences: readonly string[]): KnownPart | undefined {
  for (let index = 0; index < audiences.length; index++) {
    const entry = entries[start + index];
    if (entry) return { entry, audience: audiences[index] ?? EVERYBODY };
  }
  return undefined;
}

function askedCount({ asked }: Message): number {
  return asked.reduce((count, { fetch, waiting }) => count + (fetch.representation ? waiting.length : 1), 0);
}
