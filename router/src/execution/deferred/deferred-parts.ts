import type { Engine } from '../../engine.js';
import { type ClientError, clientError } from '../../errors/client-error.js';
import type { Answer, AnswerPart, DeliveredFragment, PendingFragment } from '../../pipeline/outcome.js';
import type { PlannedOperation } from '../../planning/operation-planner.js';
import type { OperationCall } from '../operation-call.js';
import { type DeferredObject, writeData } from '../writing/answer-writer.js';
import { writingContext } from '../writing-context.js';
import type { PartExecutions } from './part-executions.js';
import { type PendingObject, PendingPlaces } from './pending-object.js';

type Result = IteratorResult<AnswerPart, undefined>;

const ENDED: Result = { done: true, value: undefined };

/** What is written at a time: the first part, or one fragment of one object. */
interface Piece extends Pick<DeferredObject, 'object' | 'path'>, Pick<PlannedOperation, 'fields' | 'selection'> {
  /** Errors of subgraphs at or below its place. */
  readonly known: readonly ClientError[];
}

interface Written {
  readonly data: string;
  readonly errors: readonly ClientError[];
  readonly pending: readonly PendingFragment[];
}

/**
 * The parts of an answer behind its first, each when it is asked for: nothing is written ahead of a slow client. All fragments
 * that are there by then come together. It ends after the last, and when the client leaves; both give up whatever is still
 * being fetched.
 *
 * An iterator written by hand: `return()` of an async generator would wait behind its pending `next()`.
 */
export class DeferredParts implements AsyncIterableIterator<AnswerPart> {
  readonly #engine: Engine;
  readonly #operation: PlannedOperation;
  readonly #call: OperationCall;
  readonly #executions: PartExecutions;
  /** Fragments whose requests are not done, by part. */
  readonly #waiting = new Map<number, PendingObject[]>();
  #ready: PendingObject[] = [];
  #pull: ((result: Result) => void) | undefined;
  #lastId = 0;
  /** Something of ours broke: what is pending will not come. */
  #isBroken = false;
  #hasEnded = false;
  readonly #leave = () => this.#end();

  constructor(engine: Engine, operation: PlannedOperation, call: OperationCall, executions: PartExecutions) {
    this.#engine = engine;
    this.#operation = operation;
    this.#call = call;
    this.#executions = executions;
    call.graph.hold();
  }

  /** The first part; to be called once, before anything else. */
  async first(): Promise<{ readonly answer: Answer; readonly pending: readonly PendingFragment[] }> {
    try {
      await this.#executions.begin({
        onDone: (part) => this.#release(part),
        onBug: (bug) => this.#break(bug),
      });
      const { root, errors: known } = this.#executions.execution(0);
      const { fields, selection } = this.#operation;
      const { data, errors, pending } = this.#write({ fields, selection, object: root, path: [], known });
      const { signal } = this.#call;
      if (signal.aborted) this.#end();
      else signal.addEventListener('abort', this.#leave);
      return { answer: errors.length > 0 ? { errors, data } : { data }, pending };
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  next(): Promise<Result> {
    if (this.#hasEnded) return Promise.resolve(ENDED);
    if (this.#ready.length > 0) return Promise.resolve(this.#deliver());
    return new Promise((resolve) => {
      this.#pull = resolve;
    });
  }

  return(): Promise<Result> {
    this.#end();
    return Promise.resolve(ENDED);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #deliver(): Result {
    const objects = this.#ready;
    this.#ready = [];
    const delivered = objects.map((object) => this.#writeFragment(object));
    const hasNext = this.#ready.length > 0 || this.#waiting.size > 0;
    if (!hasNext) this.#end();
    const fragments = delivered.map(({ fragment }) => fragment);
    return { done: false, value: { fragments, pending: delivered.flatMap(({ pending }) => pending), hasNext } };
  }

  #writeFragment({ pending, writing, object, path, errors: known }: PendingObject): {
    readonly fragment: DeliveredFragment;
    readonly pending: readonly PendingFragment[];
  } {
    try {
      if (this.#isBroken) return { fragment: this.#failed(pending), pending: [] };
      const { fields, shape } = writing;
      const written = this.#write({ fields, selection: shape.selection, object, path, known });
      const { data, errors } = written;
      return { fragment: { pending, data, ...(errors.length > 0 && { errors }) }, pending: written.pending };
    } catch (bug) {
      this.#break(bug);
      return { fragment: this.#failed(pending), pending: [] };
    }
  }

  #failed(pending: PendingFragment): DeliveredFragment {
    const { requestId } = this.#call;
    const { path } = pending;
    const error = clientError({ reason: 'internal', message: 'Internal server error', requestId, path });
    return { pending, data: 'null', errors: [error] };
  }

  /** Writes a piece, and takes in what is deferred within it. An error goes with the fragment that has its place. */
  #write({ fields, selection, object, path, known }: Piece): Written {
    const errors = [...known];
    const deferred: DeferredObject[] = [];
    const { explained } = this.#executions.execution(0);
    const context = writingContext(this.#call);
    const data = String(writeData({ context, fields, root: object, path, errors, explained, deferred }));
    const objects = deferred.map((each) => this.#announce(each));
    const ownErrors = errors.splice(known.length);
    if (errors.length > 0) {
      const places = new PendingPlaces(objects);
      const isOfThisPiece = (error: ClientError) => selection.answers((error.path ?? []).slice(path.length));
      const told = errors.filter((error) => {
        const place = isOfThisPiece(error) ? undefined : places.find(error.path ?? []);
        place?.errors.push(error);
        return place === undefined;
      });
      ownErrors.unshift(...told);
    }
    this.#await(objects);
    return { data, errors: ownErrors, pending: objects.map(({ pending }) => pending) };
  }

  #announce(deferred: DeferredObject): PendingObject {
    const { path, writing } = deferred;
    const pending = { id: String(this.#lastId++), path, label: writing.shape.label };
    return { ...deferred, pending, errors: [] };
  }

  #await(objects: readonly PendingObject[]): void {
    const parts = new Set(objects.map(({ writing }) => writing.shape.part));
    for (const part of parts) {
      const ofPart = objects.filter(({ writing }) => writing.shape.part === part);
      if (this.#executions.isDone(part)) this.#makeReady(part, ofPart);
      else this.#waiting.set(part, [...(this.#waiting.get(part) ?? []), ...ofPart]);
    }
  }

  #release(part: number): void {
    const objects = this.#waiting.get(part);
    if (!objects) return;
    this.#waiting.delete(part);
    this.#makeReady(part, objects);
    this.#wake();
  }

  /** An error that stands at none of the objects, for it is of something nobody selected, is told with the first. */
  #makeReady(part: number, objects: readonly PendingObject[]): void {
    this.#ready.push(...objects);
    const errors = this.#executions.execution(part).errors.splice(0);
    if (errors.length === 0) return;
    const places = new PendingPlaces(objects);
    for (const error of errors) (places.find(error.path ?? []) ?? objects[0])?.errors.push(error);
  }

  #break(bug: unknown): void {
    const { requestId } = this.#call;
    this.#engine.logger.error({ requestId, err: bug }, 'A deferred fragment broke the router');
    this.#isBroken = true;
    for (const objects of this.#waiting.values()) this.#ready.push(...objects);
    this.#waiting.clear();
    this.#wake();
  }

  #wake(): void {
    const pull = this.#pull;
    if (!pull || this.#ready.length === 0) return;
    this.#pull = undefined;
    pull(this.#deliver());
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#call.signal.removeEventListener('abort', this.#leave);
    this.#executions[Symbol.dispose]();
    this.#call.graph.release();
    this.#pull?.(ENDED);
    this.#pull = undefined;
  }
}
