import type { Program, ProgramRequest } from '../program/program.js';
import type { Execution } from './execution.js';
import type { MessageLeft, Recalled } from './fetch-cache.js';
import type { Message } from './message.js';
import { messagesOf } from './messages.js';
import { fail, receive } from './receive-answer.js';

/**
 * Runs a program to its end: every request goes out as soon as those it waits for are done, and its answer is merged into
 * `execution.root`. A subgraph that fails leaves its fields missing and errors at their paths; this never throws for it.
 */
export function runProgram(execution: Execution, program: Program): Promise<void> {
  if (program.requests.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => new Run(execution, program, resolve, reject).start());
}

/** What follows a program whose answer comes in parts (see `ProgramRequest.part`). */
export interface RunParts {
  execution(part: number): Execution;
  /** A request of this part is done; called once for each. */
  onFinished(part: number): void;
}

/** Runs a program whose answer comes in parts. Deferred ones begin as soon as what they wait for is done. */
export function runInParts(parts: RunParts, program: Program): Promise<void> {
  if (program.requests.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => new Run(parts.execution(0), program, resolve, reject, parts).start());
}

class Run {
  readonly #execution: Execution;
  readonly #parts: RunParts | undefined;
  readonly #requests: readonly ProgramRequest[];
  readonly #resolve: () => void;
  readonly #reject: (bug: unknown) => void;
  readonly #waitsFor: number[];
  #unfinishedCount: number;

  constructor(
    execution: Execution,
    { requests }: Program,
    resolve: () => void,
    reject: (bug: unknown) => void,
    parts?: RunParts,
  ) {
    this.#execution = execution;
    this.#parts = parts;
    this.#requests = requests;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#waitsFor = requests.map(({ waitsFor }) => waitsFor);
    this.#unfinishedCount = requests.length;
  }

  start(): void {
    for (const request of this.#requests) if (request.waitsFor === 0) this.#begin(request);
  }

  #begin(request: ProgramRequest): void {
    try {
      const messages = messagesOf(this.#executionOf(request), request);
      let pending = messages.length;
      if (pending === 0) this.#finish(request);
      for (const message of messages) {
        const done = (): void => {
          if (--pending === 0) this.#finish(request);
        };
        this.#send(message, done);
      }
    } catch (bug) {
      this.#reject(bug);
    }
  }

  #send(message: Message, done: () => void): void {
    const { cache } = this.#executionOf(message.request);
    if (!cache) {
      this.#ask(message, done);
      return;
    }
    const recalled = cache.recall(message);
    if (recalled instanceof Promise) recalled.then((found) => this.#take(found, done)).catch(this.#reject);
    else this.#take(recalled, done);
  }

  /** Merges what is known, and sends what is left. */
  #take({ known, left }: Recalled, done: () => void): void {
    if (known) receive(this.#executionOf(known.message.request), known.message, known.response);
    if (left) this.#ask(left.message, done, left);
    else done();
  }

  #ask(message: Message, done: () => void, left?: MessageLeft): void {
    const execution = this.#executionOf(message.request);
    execution
      .send(message.request, message.body)
      .then(
        (response) => {
          receive(execution, message, response);
          left?.settle(response);
        },
        (error) => {
          fail(execution, message.asked, error);
          left?.settle(undefined);
        },
      )
      .then(done)
      .catch(this.#reject);
  }

  #finish(request: ProgramRequest): void {
    for (const index of request.next) {
      const left = (this.#waitsFor[index] ?? 0) - 1;
      this.#waitsFor[index] = left;
      const next = this.#requests[index];
      if (left === 0 && next) this.#begin(next);
    }
    this.#parts?.onFinished(request.part);
    if (--this.#unfinishedCount === 0) this.#resolve();
  }

  #executionOf({ part }: ProgramRequest): Execution {
    return this.#parts?.execution(part) ?? this.#execution;
  }
}
