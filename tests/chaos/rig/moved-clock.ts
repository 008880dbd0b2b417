const TrueDate = Date;
let offsetMs = 0;

class MovedDate extends TrueDate {
  constructor(...given: ConstructorParameters<typeof Date> | []) {
    if (given.length === 0) super(TrueDate.now() + offsetMs);
    else super(...given);
  }

  static override now(): number {
    return TrueDate.now() + offsetMs;
  }
}

/** From now on this process believes that it is so much later, or earlier. Timers go on as they are. */
export function moveClock(byMs: number): void {
  offsetMs = byMs;
  globalThis.Date = MovedDate as DateConstructor;
}
