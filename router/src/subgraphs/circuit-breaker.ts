import type { TrafficSettings } from './traffic-settings.js';

export type CircuitState = 'closed' | 'open' | 'half-open';

/** `unknown`: the request ended for a reason that says nothing of the subgraph. */
export type RequestResult = 'answered' | 'failed' | 'unknown';

/** What a request was let through as. */
export type Passage = 'regular' | 'probe';

const SLICES = 10;

/**
 * Lets no request through to a subgraph most of whose requests fail, so that nobody waits for it and it is not pressed
 * while it recovers. After a while one request is let through to see: its answer closes the circuit, its failure keeps it
 * open for as long again.
 *
 * All times are milliseconds of one clock that only goes forward.
 */
export class CircuitBreaker {
  readonly #settings: TrafficSettings['circuitBreaker'];
  readonly #sliceMs: number;
  readonly #onState: (state: CircuitState) => void;
  #state: CircuitState = 'closed';
  #openUntil = 0;
  /** Requests and failures of the last slices of the window, a slice at its number modulo their count. */
  readonly #requests = new Array<number>(SLICES).fill(0);
  readonly #failures = new Array<number>(SLICES).fill(0);
  #slice = 0;

  /** @param onState    told of every change */
  constructor(settings: TrafficSettings['circuitBreaker'], onState: (state: CircuitState) => void) {
    this.#settings = settings;
    this.#sliceMs = settings.windowMs / SLICES;
    this.#onState = onState;
  }

  /** @returns undefined when the request must not be sent; else its end has to be told to `record` */
  enter(now: number): Passage | undefined {
    if (this.#state === 'closed') return 'regular';
    if (this.#state === 'half-open' || now < this.#openUntil) return undefined;
    this.#change('half-open');
    return 'probe';
  }

  record(now: number, passage: Passage, result: RequestResult): void {
    if (passage === 'probe') this.#recordProbe(now, result);
    // What was sent before the circuit opened says nothing new.
    else if (this.#state === 'closed' && result !== 'unknown') this.#count(now, result);
  }

  #recordProbe(now: number, result: RequestResult): void {
    if (result === 'answered') {
      this.#clear();
      this.#change('closed');
      return;
    }
    // When the probe came to nothing, the next request may be one.
    this.#openUntil = result === 'failed' ? now + this.#settings.openMs : now;
    this.#change('open');
  }

  #count(now: number, result: 'answered' | 'failed'): void {
    this.#advance(Math.floor(now / this.#sliceMs));
    const index = this.#slice % SLICES;
    this.#requests[index] = (this.#requests[index] ?? 0) + 1;
    if (result === 'answered') return;
    this.#failures[index] = (this.#failures[index] ?? 0) + 1;
    const requests = sum(this.#requests);
    const { minRequests, failurePercent, openMs } = this.#settings;
    if (requests < minRequests || sum(this.#failures) * 100 < failurePercent * requests) return;
    this.#openUntil = now + openMs;
    this.#change('open');
  }

  /** Forgets the slices that have left the window. */
  #advance(slice: number): void {
    const passed = Math.min(slice - this.#slice, SLICES);
    for (let step = 1; step <= passed; step++) {
      const index = (this.#slice + step) % SLICES;
      this.#requests[index] = 0;
      this.#failures[index] = 0;
    }
    this.#slice = slice;
  }

  #clear(): void {
    this.#requests.fill(0);
    this.#failures.fill(0);
  }

  #change(state: CircuitState): void {
    this.#state = state;
    this.#onState(state);
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
