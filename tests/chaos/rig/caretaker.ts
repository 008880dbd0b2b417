import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosParts } from './chaos-parts.js';

const LOOK_AGAIN_MS = 50;

/** Starts a process again as soon as it has ended, as an orchestrator does. */
export class Caretaker implements AsyncDisposable {
  readonly #parts: ChaosParts;
  readonly #onRestart: (milliseconds: number) => void;
  #isOver = false;
  readonly #watch: Promise<void>;

  /** @param onRestart  gets the time from the start of a process to its first readiness */
  constructor(parts: ChaosParts, onRestart: (milliseconds: number) => void) {
    this.#parts = parts;
    this.#onRestart = onRestart;
    this.#watch = this.#look();
  }

  async #look(): Promise<void> {
    while (!this.#isOver) {
      const ended = this.#parts.all.filter(({ isRunning }) => !isRunning);
      await Promise.all(
        ended.map(async (part) => {
          const took = await part.start().catch(() => undefined); // ended again: the next look starts it
          if (took !== undefined) this.#onRestart(took);
        }),
      );
      await delay(LOOK_AGAIN_MS);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#watch;
  }
}
