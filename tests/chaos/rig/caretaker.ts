import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosPart, Start } from './chaos-part.js';
import type { ChaosParts } from './chaos-parts.js';

/** When a start has failed, as it does without a database. */
const TRY_AGAIN_MS = 50;

/** Starts a process again as soon as it has ended, as an orchestrator does: each by itself, whatever the others do. */
export class Caretaker implements AsyncDisposable {
  readonly #measure: (name: string, value: number) => void;
  readonly #careFor: Promise<unknown>;
  #isOver = false;
  #endCare: () => void = () => {};
  readonly #over = new Promise<void>((resolve) => {
    this.#endCare = resolve;
  });

  /** @param measure  keeps the time from the start of each process to its first readiness */
  constructor(parts: ChaosParts, measure: (name: string, value: number) => void) {
    this.#measure = measure;
    this.#careFor = Promise.all(parts.all.map((part) => this.#care(part)));
  }

  async #care(part: ChaosPart): Promise<void> {
    while (!this.#isOver || !part.isRunning) {
      await Promise.race([part.untilEnded(), this.#over]);
      if (part.isRunning) continue;
      const took = await part.start().catch(() => undefined); // ended again, or cannot yet
      if (took) this.#keep(took);
      else if (this.#isOver) return;
      else await delay(TRY_AGAIN_MS);
    }
  }

  #keep({ ms, cpuMs }: Start): void {
    this.#measure('ms from restart to ready', ms);
    this.#measure('CPU ms from restart to ready', cpuMs);
  }

  /** What has ended by now is started once more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#endCare();
    await this.#careFor;
  }
}
