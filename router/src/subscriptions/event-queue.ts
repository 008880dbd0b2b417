/**
 * Events between somebody who pushes and somebody who pulls. At most `capacity` wait; one more ends the queue with the
 * overflow event behind those that wait.
 *
 * An iterator written by hand: `return()` of an async generator would wait behind its pending `next()`.
 */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  readonly #waiting: T[] = [];
  readonly #capacity: number;
  readonly #overflowEvent: () => T;
  readonly #pulls: ((result: IteratorResult<T, undefined>) => void)[] = [];
  #hasEnded = false;
  #onEnd: (() => void) | undefined;

  constructor(capacity: number, overflowEvent: () => T) {
    this.#capacity = capacity;
    this.#overflowEvent = overflowEvent;
  }

  /** Called once, when no further event is taken in: ended by either side, or overflown. At once when that has been. */
  onEnd(callback: () => void): void {
    if (this.#hasEnded) callback();
    else this.#onEnd = callback;
  }

  push(event: T): void {
    if (this.#hasEnded) return;
    const pull = this.#pulls.shift();
    if (pull) pull({ done: false, value: event });
    else if (this.#waiting.length < this.#capacity) this.#waiting.push(event);
    else this.end(this.#overflowEvent());
  }

  /** Ends the queue behind the events that wait, and behind a last one. */
  end(last?: T): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (last !== undefined) this.#waiting.push(last);
    for (const pull of this.#pulls.splice(0)) pull(this.#take());
    this.#onEnd?.();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#waiting.length > 0 || this.#hasEnded) return Promise.resolve(this.#take());
    return new Promise((resolve) => this.#pulls.push(resolve));
  }

  /** Ends the queue now; what waits is dropped. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #take(): IteratorResult<T, undefined> {
    const [value] = this.#waiting.splice(0, 1);
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }
}
