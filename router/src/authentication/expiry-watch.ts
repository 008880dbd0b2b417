/** How late a callback may be. */
const TICK_MS = 250;

/**
 * Calls back at given times, for very many of them: one timer for all, running only while there is something to wait for.
 * It does not keep the process alive.
 */
export class ExpiryWatch {
  readonly #callbacksByTick = new Map<number, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;
  #lastTick = 0;

  /**
   * @param time    milliseconds since 1970; one that has passed is called back at the next tick
   * @returns a function that takes the callback back
   */
  at(time: number, callback: () => void): () => void {
    this.#start();
    const tick = Math.max(Math.ceil(time / TICK_MS), this.#lastTick + 1);
    const callbacks = this.#callbacksByTick.get(tick) ?? new Set();
    this.#callbacksByTick.set(tick, callbacks.add(callback));
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) this.#callbacksByTick.delete(tick);
      if (this.#callbacksByTick.size === 0) this.#stop();
    };
  }

  #start(): void {
    if (this.#timer) return;
    this.#lastTick = currentTick();
    this.#timer = setInterval(() => this.#callBack(), TICK_MS).unref();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #callBack(): void {
    const now = currentTick();
    // A clock that was set back must not call anybody twice, nor end the watch.
    for (let tick = this.#lastTick + 1; tick <= now; tick++) {
      for (const callback of this.#callbacksByTick.get(tick) ?? []) callback();
      this.#callbacksByTick.delete(tick);
    }
    this.#lastTick = Math.max(this.#lastTick, now);
    if (this.#callbacksByTick.size === 0) this.#stop();
  }
}

function currentTick(): number {
  return Math.floor(Date.now() / TICK_MS);
}
