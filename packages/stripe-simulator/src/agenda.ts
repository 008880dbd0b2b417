/** What happens at Stripe some time after the request that caused it. */
export type Appointment =
  | { readonly kind: 'expire-authorization'; readonly intentId: string }
  | { readonly kind: 'settle-refund'; readonly refundId: string }
  | { readonly kind: 'decide-dispute'; readonly disputeId: string };

interface Entry {
  /** Unix seconds of the simulator's clock */
  readonly at: number;
  readonly appointment: Appointment;
}

/** A timer longer than this fires at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Appointments by time. Whoever owns it asks for those that are due before each request, and when the timer says so. */
export class Agenda implements Disposable {
  readonly #entries: Entry[] = [];
  readonly #now: () => number;
  readonly #onDue: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { readonly now: () => number; readonly onDue: () => void }) {
    this.#now = options.now;
    this.#onDue = options.onDue;
  }

  add(at: number, appointment: Appointment): void {
    let place = this.#entries.length;
    while (place > 0 && (this.#entries[place - 1]?.at ?? 0) > at) place -= 1;
    this.#entries.splice(place, 0, { at, appointment });
    if (place === 0) this.reset();
  }

  /** Takes what is due, earliest first. */
  takeDue(): readonly Appointment[] {
    const now = this.#now();
    if ((this.#entries[0]?.at ?? Number.POSITIVE_INFINITY) > now) return [];
    const later = this.#entries.findIndex(({ at }) => at > now);
    return this.#entries.splice(0, later < 0 ? this.#entries.length : later).map(({ appointment }) => appointment);
  }

  /** Sets the timer anew, after the clock was moved or the earliest appointment has changed. */
  reset(): void {
    clearTimeout(this.#timer);
    const [next] = this.#entries;
    if (!next) return;
    const delayMs = Math.min(Math.max(0, next.at - this.#now()) * 1000, LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      this.#onDue();
      this.reset();
    }, delayMs);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
