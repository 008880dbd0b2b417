export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * The instant at which the world's story ends. Everything is told in milliseconds on this clock ("story time") and moved to
 * the caller's `now` only when a row gets its Date; ids carry story time, so they are the same for every `now`.
 */
export const STORY_END_MS = Date.UTC(2026, 0, 1);

export class Clock {
  readonly now: Date;
  private readonly shiftMs: number;

  constructor(now: Date) {
    this.now = now;
    this.shiftMs = now.getTime() - STORY_END_MS;
  }

  dateOf(storyMs: number): Date {
    return new Date(storyMs + this.shiftMs);
  }
}
