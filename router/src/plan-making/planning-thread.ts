import { Worker } from 'node:worker_threads';
import { print } from 'graphql';
import { RequestError } from '../errors/request-error.js';
import type { PlanRequest, PlanRoot } from './build-plan.js';

/** What the thread is asked. */
export interface ThreadRequest {
  readonly id: number;
  readonly document: string;
  readonly overrides: Map<string, boolean>;
}

export type MadePlan = { readonly kind: 'plan'; readonly plan: PlanRoot } | { readonly kind: 'too-long' };

/** What the thread answers. */
export type ThreadAnswer = { readonly id: number } & (MadePlan | { readonly kind: 'failed'; readonly message: string });

export interface ThreadData {
  readonly supergraphSdl: string;
  readonly planningMs: number;
}

interface Waiting {
  resolve(made: MadePlan): void;
  reject(error: Error): void;
}

const MAX_WAITING = 20;
/** A thread that nobody needs holds a second copy of the supergraph. */
const IDLE_MS = 60_000;
const MAX_HEAP_MB = 1_024;

/** A thread that makes plans, one after the other. It starts at the first one, which waits for it, and ends when idle. */
export class PlanningThread implements AsyncDisposable {
  readonly #data: ThreadData;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(supergraphSdl: string, planningMs: number) {
    this.#data = { supergraphSdl, planningMs };
  }

  /** @throws RequestError unavailable    too many wait, or the thread ended: out of memory, say */
  make({ document, overrides }: PlanRequest): Promise<MadePlan> {
    if (this.#waiting.size >= MAX_WAITING)
      throw new RequestError('unavailable', 'Too many operations are being planned');
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const request: ThreadRequest = { id: ++this.#lastId, document: print(document), overrides };
    this.#worker.postMessage(request);
    return new Promise((resolve, reject) => this.#waiting.set(request.id, { resolve, reject }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #start(): Worker {
    // Plain JavaScript, which sees to it that TypeScript is understood there.
    const worker = new Worker(new URL('./planning-thread-entry.mjs', import.meta.url), {
      workerData: this.#data,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#end(worker, error));
    worker.on('exit', () => this.#end(worker));
    return worker;
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.#worker?.terminate(), IDLE_MS).unref();
    if (answer.kind === 'failed') waiting?.reject(new Error(`The planner failed: ${answer.message}`));
    else waiting?.resolve(answer);
  }

  #end(worker: Worker, cause?: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) {
      reject(new RequestError('unavailable', 'The operation could not be planned', { cause }));
    }
    this.#waiting.clear();
  }
}
