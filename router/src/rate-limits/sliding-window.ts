/**
 * Requests of the current window and of the one before. The window that slides is estimated from both, as if the earlier
 * ones had come evenly: no timestamps are kept.
 */
export interface WindowCounts {
  /** Number of the current window since the epoch. */
  readonly window: number;
  readonly current: number;
  readonly previous: number;
}

export interface WindowLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateVerdict {
  readonly isAllowed: boolean;
  /** Requests that are left now, ≥ 0. */
  readonly remaining: number;
  /** Milliseconds until there are more: when refused, until a request would pass. */
  readonly resetMs: number;
}

/** The counts at `now`, milliseconds since the epoch; those before are of an earlier moment, or none. */
export function countsAt(counts: WindowCounts | undefined, now: number, { windowMs }: WindowLimit): WindowCounts {
  const window = Math.floor(now / windowMs);
  if (!counts || counts.window < window - 1) return { window, current: 0, previous: 0 };
  return counts.window === window ? counts : { window, current: 0, previous: counts.current };
}

/** Whether one more request passes, not counted yet in `counts`, which are those at `now`. */
export function judge({ current, previous }: WindowCounts, now: number, { limit, windowMs }: WindowLimit): RateVerdict {
  const elapsedMs = now % windowMs;
  const used = previous * (1 - elapsedMs / windowMs) + current;
  const left = windowMs - elapsedMs;
  if (used + 1 <= limit) return { isAllowed: true, remaining: Math.floor(limit - used - 1), resetMs: left };
  const room = limit - 1 - current;
  const resetMs =
    room >= 0 ? windowMs * (1 - room / previous) - elapsedMs : left + windowMs * (1 - (limit - 1) / current);
  return { isAllowed: false, remaining: 0, resetMs };
}
