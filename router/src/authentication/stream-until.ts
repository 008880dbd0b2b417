import type { ExpiryWatch } from './expiry-watch.js';

export interface StreamUntilOptions<T> {
  readonly events: AsyncIterableIterator<T>;
  readonly watch: ExpiryWatch;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
  /** The last event of a stream that is ended. */
  last(): T;
}

/**
 * A stream that is ended at a given time: what is pulled then, or next, is its last event, and whatever would have followed
 * is not waited for. Written by hand because `return()` of an async generator waits behind its pending `next()`.
 */
export class StreamUntil<T> implements AsyncIterableIterator<T> {
  readonly #options: StreamUntilOptions<T>;
  readonly #stopWatching: () => void;
  #phase: 'running' | 'expired' | 'ended' = 'running';
  #pull: ((result: IteratorResult<T, undefined>) => void) | undefined;

  constructor(options: StreamUntilOptions<T>) {
    this.#options = options;
    this.#stopWatching = options.watch.at(options.endsAt, () => this.#expire());
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#phase !== 'running') return Promise.resolve(this.#takeLast());
    return new Promise((resolve, reject) => {
      this.#pull = resolve;
      this.#options.events.next().then(
        ({ done, value }) => {
          this.#pull = undefined;
          if (done) this.#end();
          resolve(done ? { done, value: undefined } : { done: false, value });
        },
        (error: unknown) => {
          this.#pull = undefined;
          this.#end();
          reject(error);
        },
      );
    });
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#end();
    await this.#options.events.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #expire(): void {
    this.#phase = 'expired';
    this.#pull?.(this.#takeLast());
    void this.#options.events.return?.();
  }

  #takeLast(): IteratorResult<T, undefined> {
    if (this.#phase !== 'expired') return { done: true, value: undefined };
    this.#phase = 'ended';
    return { done: false, value: this.#options.last() };
  }

  #end(): void {
    this.#phase = 'ended';
    this.#stopWatching();
  }
}
