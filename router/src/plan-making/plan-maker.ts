import { setImmediate } from 'node:timers/promises';
import type { FetchNode } from '@apollo/query-planner';
import { LruCache } from '../cache/lru-cache.js';
import type { OperationLimits } from '../config/limits-config.js';
import { RequestError } from '../errors/request-error.js';
import { enforceLimit } from '../pipeline/limit-document.js';
import { buildPlan, type PlannedFor, type PlanRequest, type PlanRoot } from './build-plan.js';
import { PlanningThread } from './planning-thread.js';
import { runInCpuTimeBox, TimeBoxError } from './run-in-time-box.js';

export interface PlanMakerOptions {
  readonly supergraph: PlannedFor;
  /** The same as text, for the thread. */
  readonly supergraphSdl: string;
  readonly limits: OperationLimits;
}

/** What planning may take of the event loop's time: of the CPU's, where others take the machine. */
const INLINE_MS = 60;
const LONG_MS = 20;
const MAX_REMEMBERED = 1_000;

/**
 * Makes plans without holding up the event loop: how long the planner takes can be told neither from an operation's size nor
 * from the graph's, so it is stopped when it takes too long, and the plan is made again in a thread of its own, where it has
 * `limits.planningMs`.
 */
export class PlanMaker implements AsyncDisposable {
  readonly #options: PlanMakerOptions;
  readonly #thread: PlanningThread;
  /** Operations whose plans take long, and those that have no plan in time. */
  readonly #verdicts = new LruCache<'slow' | 'refused'>(MAX_REMEMBERED);
  /** Plans that the thread is making. */
  readonly #pending = new Map<string, Promise<PlanRoot>>();

  constructor(options: PlanMakerOptions) {
    this.#options = options;
    this.#thread = new PlanningThread(options.supergraphSdl, options.limits.planningMs);
  }

  /**
   * @param key    tells the request from others
   * @returns at once when it took little time; else when the event loop has had its turn, for the plan is compiled next
   * @throws RequestError limitExceeded    it takes too long, or has too many fetches; unavailable when too many others wait
   */
  make(key: string, request: PlanRequest): PlanRoot | Promise<PlanRoot> {
    const verdict = this.#verdicts.get(key);
    if (verdict === 'refused') throw this.#tooLong();
    if (verdict === 'slow') return this.#makeOnceInThread(key, request);
    const startedAt = performance.now();
    try {
      const plan = this.#checked(runInCpuTimeBox(() => buildPlan(this.#options.supergraph, request), INLINE_MS));
      return performance.now() - startedAt < LONG_MS ? plan : setImmediate(plan);
    } catch (error) {
      if (!(error instanceof TimeBoxError)) throw planningError(error);
      this.#verdicts.set(key, 'slow');
      return this.#makeOnceInThread(key, request);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#thread[Symbol.asyncDispose]();
  }

  #makeOnceInThread(key: string, request: PlanRequest): Promise<PlanRoot> {
    const pending = this.#pending.get(key) ?? this.#makeInThread(key, request).finally(() => this.#pending.delete(key));
    this.#pending.set(key, pending);
    return pending;
  }

  async #makeInThread(key: string, request: PlanRequest): Promise<PlanRoot> {
    const made = await this.#thread.make(request);
    if (made.kind === 'plan') return this.#checked(made.plan);
    this.#verdicts.set(key, 'refused');
    throw this.#tooLong();
  }

  #checked(plan: PlanRoot): PlanRoot {
    const { limits } = this.#options;
    const fetches = fetchesOf(plan);
    enforceLimit("plan's number of fetches", fetches.length, limits.fetches);
    const characters = fetches.reduce((sum, { operation }) => sum + operation.length, 0);
    enforceLimit("plan's length in characters", characters, limits.planCharacters);
    return plan;
  }

  #tooLong(): RequestError {
    const { planningMs } = this.#options.limits;
    return new RequestError('limitExceeded', `The operation cannot be planned in ${planningMs} ms`);
  }
}

/** So does the planner begin where composition let a field pass that no subgraph can be asked for. */
const NO_WAY = 'Was not able to find any options for ';

function planningError(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith(NO_WAY)) return error;
  return new RequestError('unanswerable', 'No subgraph can answer the operation as it is asked', { cause: error });
}

function fetchesOf(node: PlanRoot): FetchNode[] {
  if (!node) return [];
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return fetchesOf(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(fetchesOf);
    case 'Condition':
      return [...fetchesOf(node.ifClause), ...fetchesOf(node.elseClause)];
    case 'Subscription':
      return [node.primary, ...fetchesOf(node.rest)];
    case 'Defer':
      return [...fetchesOf(node.primary.node), ...node.deferred.flatMap((part) => fetchesOf(part.node))];
  }
}
