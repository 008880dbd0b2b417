/** The simulator's clock: the time of whoever started it, and how far the control surface has moved it. */
export class Clock {
  readonly #time: () => Date;
  #offsetSeconds = 0;

  constructor(time: () => Date) {
    this.#time = time;
  }

  /** Unix seconds */
  readonly now = (): number => Math.floor(this.#time().getTime() / 1000) + this.#offsetSeconds;

  get offsetSeconds(): number {
    return this.#offsetSeconds;
  }

  /** @param seconds    whole; negative moves it back */
  move(seconds: number): void {
    this.#offsetSeconds += seconds;
  }
}
