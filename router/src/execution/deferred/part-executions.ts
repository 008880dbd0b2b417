import { OperationTypeNode } from 'graphql';
import { Abandonment } from '../../abandonment.js';
import type { Engine } from '../../engine.js';
import type { PlannedOperation } from '../../planning/operation-planner.js';
import type { OperationCall } from '../operation-call.js';
import type { Execution } from '../run/execution.js';
import { type RunParts, runInParts } from '../run/run-program.js';
import { startExecution } from '../start-execution.js';

const FIRST = 0;

/**
 * One run of an operation whose answer comes in parts: they share the merged data, and each has the errors of its own
 * requests. What is deferred ends when the client leaves, a mutation's too.
 */
export class PartExecutions implements RunParts, Disposable {
  readonly #first: Execution;
  readonly #rest: Execution;
  readonly #byPart = new Map<number, Execution>();
  /** How many requests of each part are not done. */
  readonly #unfinished = new Map<number, number>();
  readonly #ending = new Abandonment();
  readonly #program: PlannedOperation['program'];
  #onDone: ((part: number) => void) | undefined;

  /** @param deadlineAt    of all parts together, by the clock of `performance.now()` */
  constructor(engine: Engine, operation: PlannedOperation, call: OperationCall, deadlineAt: number) {
    const isQuery = operation.definition.operation === OperationTypeNode.QUERY;
    const cache = call.graph.caching?.begin(call, isQuery);
    this.#first = startExecution(engine, operation, call, { deadlineAt, cache });
    this.#rest = startExecution(engine, operation, call, { deadlineAt, cache, endedBy: [call.signal, this.#ending] });
    this.#program = operation.program;
    this.#byPart.set(FIRST, this.#first);
    for (const { part } of this.#program.requests) this.#unfinished.set(part, (this.#unfinished.get(part) ?? 0) + 1);
  }

  /**
   * Begins the requests of all parts.
   *
   * @returns when the first part has all it needs; rejects for a bug of ours
   */
  begin({ onDone, onBug }: PartListener): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onDone = (part) => (part === FIRST ? resolve() : onDone(part));
      if (this.isDone(FIRST)) resolve();
      runInParts(this, this.#program).catch((bug) => {
        reject(bug);
        onBug(bug);
      });
    });
  }

  execution(part: number): Execution {
    const known = this.#byPart.get(part);
    if (known) return known;
    const execution = partOf(this.#first, this.#rest);
    this.#byPart.set(part, execution);
    return execution;
  }

  /** A fragment that is fetched with what it stands in has no requests of its own. */
  isDone(part: number): boolean {
    return !this.#unfinished.get(part);
  }

  onFinished(part: number): void {
    const left = (this.#unfinished.get(part) ?? 0) - 1;
    this.#unfinished.set(part, left);
    if (left === 0) this.#onDone?.(part);
  }

  /** Gives up what is deferred and not done. */
  [Symbol.dispose](): void {
    this.#ending.abort();
  }
}

export interface PartListener {
  /** A part but the first has all its requests brought. */
  onDone(part: number): void;
  onBug(bug: unknown): void;
}

function partOf(first: Execution, rest: Execution): Execution {
  return {
    ...rest,
    root: first.root,
    errors: [],
    explained: first.explained,
    // Objects remember the number of the last search that came by, whichever part's it was.
    get searchCount() {
      return first.searchCount;
    },
    set searchCount(count) {
      first.searchCount = count;
    },
  };
}
