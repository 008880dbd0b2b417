import type { AbortNotice } from './abort-state.js';

/**
 * Tells that nobody waits any more, once. There is one for each request, for which an AbortController and its signal would
 * be the dearest thing that is made.
 */
export class Abandonment implements AbortNotice {
  #listeners: Set<() => void> | undefined;
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  abort(): void {
    this.#aborted = true;
    const listeners = this.#listeners ?? [];
    this.#listeners = undefined;
    for (const listener of listeners) listener();
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** For those who want the platform's own. */
  toSignal(): AbortSignal {
    const controller = new AbortController();
    if (this.#aborted) controller.abort();
    else this.addEventListener('abort', () => controller.abort());
    return controller.signal;
  }
}
