const SLOTS = 10;

/**
 * Calls many at a steady pace with one timer. They are spread over the interval, so that ten thousand do not all come at once.
 */
export class Heartbeat {
  readonly #slots: Set<() => void>[] = Array.from({ length: SLOTS }, () => new Set());
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | undefined;
  #count = 0;
  #next = 0;

  /** @param intervalMs    between two calls of one, give or take a tenth */
  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** @returns ends it; may be called again */
  add(beat: () => void): () => void {
    // The slot that comes last: nobody is called before a whole interval has passed.
    const slot = this.#slots[(this.#next + SLOTS - 1) % SLOTS];
    slot?.add(beat);
    this.#count++;
    this.#timer ??= setInterval(() => this.#tick(), this.#intervalMs / SLOTS).unref();
    return () => {
      if (slot?.delete(beat) && --this.#count === 0) this.#stop();
    };
  }

  #tick(): void {
    const slot = this.#slots[this.#next] ?? [];
    this.#next = (this.#next + 1) % SLOTS;
    for (const beat of slot) beat();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
