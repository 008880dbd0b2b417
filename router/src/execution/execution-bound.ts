import type { AbortState } from '../abort-state.js';
import { RequestError } from '../errors/request-error.js';
import { InFlightWatch, UNWATCHED, type Watched } from '../subgraphs/in-flight-watch.js';

/** So much is in execution at a time even when the event loop has no rest, in characters: eight large answers. */
export const LEAST = 700_000;
/** What an operation keeps alive besides its answer. */
const OWN_SIZE = 4_000;
/** How often the event loop is looked at, at most. */
const LOOK_MS = 5;
/** What was measured over more than this says nothing of the load there is. */
const STALE_MS = 50;
/** Below this share of its time the event loop could do more. */
const AIM = 0.9;
/** From this share on it does all it can. */
const FULL = 0.97;

/** @returns the share of its time, from 0 to 1, that the event loop was at work since the last call */
export type MeasureUtilization = () => number;

export interface Waiting {
  /** By the clock of `performance.now()`. */
  readonly deadlineAt: number;
  /** Of the client. */
  readonly signal: AbortState;
  /** Of its answer, as far as is known; in characters, ≥ 0. */
  readonly size: number;
}

/**
 * Bounds what is in execution at a time, by the size of answers. An operation that is half done keeps its subgraphs' answers
 * alive, and what is alive is copied by every collection of young objects: fifty large ones at once cost twice as much as
 * eight do. One that is alone is never too large.
 *
 * An event loop with no rest gains nothing from more of them, so that others wait, in the order they came. When it rests
 * although some wait, subgraphs are what takes the time, and the bound grows until it does not; it shrinks again slowly.
 *
 * Source: docs/decisions/0020-operations-wait-when-the-loop-is-busy.md
 */
export class ExecutionBound {
  readonly #utilization: MeasureUtilization;
  readonly #watch = new InFlightWatch();
  readonly #waiters: Waiter[] = [];
  #bound = LEAST;
  #inExecution = 0;
  #lookedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(utilization: MeasureUtilization = measureEventLoop()) {
    this.#utilization = utilization;
  }

  get waitingCount(): number {
    return this.#waiters.length;
  }

  /**
   * Takes a place at once; false when there is none. Whoever has a place must `leave`.
   *
   * @param size    see `Waiting`
   */
  tryEnter(size: number): boolean {
    if (this.#inExecution + size + OWN_SIZE > LEAST) this.#lookWhenDue();
    if (this.#waiters.length > 0 || !this.#hasRoom(size)) return false;
    this.#inExecution += size + OWN_SIZE;
    return true;
  }

  /**
   * Resolves when there is a place, which the operation has then.
   *
   * @throws RequestError    unavailable: its time was up, or its client gone, before its turn came
   */
  enter(waiting: Waiting): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(waiting, resolve, () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(new RequestError('unavailable', 'The time for this operation was up before its turn came'));
      });
      this.#waiters.push(waiter);
      this.#watch.add(waiter);
      this.#timer ??= this.#startLooking();
    });
  }

  /**
   * Gives a place up.
   *
   * @param size    the one it was taken with
   */
  leave(size: number): void {
    this.#inExecution -= size + OWN_SIZE;
    if (this.#waiters.length > 0) this.#fill();
  }

  #hasRoom(size: number): boolean {
    return this.#inExecution === 0 || this.#inExecution + size + OWN_SIZE <= this.#bound;
  }

  #fill(): void {
    for (;;) {
      const [waiter] = this.#waiters;
      if (!waiter || !this.#hasRoom(waiter.size)) return;
      this.#waiters.shift();
      this.#watch.remove(waiter);
      this.#inExecution += waiter.size + OWN_SIZE;
      waiter.proceed();
    }
  }

  /** A timer for all who wait: while every operation waits for subgraphs, nothing else happens. */
  #startLooking(): NodeJS.Timeout {
    this.#lookWhenDue();
    return setInterval(() => {
      this.#look();
      if (this.#waiters.length > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    }, LOOK_MS);
  }

  #lookWhenDue(): void {
    const passedMs = performance.now() - this.#lookedAt;
    if (passedMs > STALE_MS) this.#measure();
    else if (passedMs >= LOOK_MS) this.#look();
  }

  #look(): void {
    const utilization = this.#measure();
    if (utilization >= FULL) this.#bound = Math.max(LEAST, this.#bound - Math.ceil(this.#bound / 32));
    if (utilization >= AIM || this.#waiters.length === 0) return;
    this.#bound = Math.ceil(this.#bound * Math.min(2, AIM / utilization));
    this.#fill();
  }

  #measure(): number {
    this.#lookedAt = performance.now();
    return this.#utilization();
  }
}

class Waiter implements Watched {
  readonly deadlineAt: number;
  readonly signal: AbortState;
  readonly size: number;
  slot = UNWATCHED;
  readonly proceed: () => void;
  readonly giveUp: () => void;

  constructor({ deadlineAt, signal, size }: Waiting, proceed: () => void, giveUp: () => void) {
    this.deadlineAt = deadlineAt;
    this.signal = signal;
    this.size = size;
    this.proceed = proceed;
    this.giveUp = giveUp;
  }
}

function measureEventLoop(): MeasureUtilization {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
