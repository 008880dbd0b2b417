/** Tells whether a candidate still shows the mistake. */
export type StillFails<T> = (candidate: T) => Promise<boolean>;

export interface Shrinkable<T> {
  /** What can be left out of it. */
  parts(whole: T): readonly object[];
  /** Without these; undefined when nothing is left. */
  without(whole: T, parts: ReadonlySet<object>): T | undefined;
}

/**
 * Leaves out as much as possible: many parts at once first, then fewer (delta debugging).
 *
 * @param endsAt    of performance.now(); the best so far is returned then
 * Source: Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002
 */
export async function shrink<T>(
  whole: T,
  { parts, without }: Shrinkable<T>,
  stillFails: StillFails<T>,
  endsAt: number,
): Promise<T> {
  let best = whole;
  let size = Math.ceil(parts(best).length / 2);
  while (size >= 1) {
    let isSmaller = false;
    for (let from = 0; from < parts(best).length; ) {
      if (performance.now() > endsAt) return best;
      const candidate = without(best, new Set(parts(best).slice(from, from + size)));
      if (candidate !== undefined && (await stillFails(candidate))) {
        best = candidate;
        isSmaller = true;
      } else from += size;
    }
    if (!isSmaller || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}
