import type { Answer } from '../pipeline/outcome.js';

export interface AnswerStreamOptions<E> {
  readonly events: AsyncIterableIterator<E>;
  /** Ends the stream, as `return()` does. */
  readonly signal: AbortSignal;
  answer(event: E, signal: AbortSignal): Promise<Answer>;
  /** Called once. */
  onEnd(): void;
}

/** The answers to a subscription's events, in their order. Written by hand for the reason `EventQueue` is. */
export class AnswerStream<E> implements AsyncIterableIterator<Answer> {
  readonly #options: AnswerStreamOptions<E>;
  readonly #abort = new AbortController();
  readonly #onAbort = () => void this.return();

  constructor(options: AnswerStreamOptions<E>) {
    this.#options = options;
    if (options.signal.aborted) void this.return();
    else options.signal.addEventListener('abort', this.#onAbort);
  }

  async next(): Promise<IteratorResult<Answer, undefined>> {
    const event = await this.#options.events.next();
    if (event.done) return this.#end();
    const value = await this.#options.answer(event.value, this.#abort.signal);
    return this.#abort.signal.aborted ? { done: true, value: undefined } : { done: false, value };
  }

  /** Frees the upstream at once, though a `next()` may be pending. */
  async return(): Promise<IteratorResult<Answer, undefined>> {
    const ended = this.#end();
    await this.#options.events.return?.();
    return ended;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): IteratorResult<Answer, undefined> {
    if (!this.#abort.signal.aborted) {
      this.#abort.abort();
      this.#options.signal.removeEventListener('abort', this.#onAbort);
      this.#options.onEnd();
    }
    return { done: true, value: undefined };
  }
}
