/** All sets of so many are tried; beyond, the search would take longer than a parcel is worth. */
const MAX_TRIED_ALL = 12;

/**
 * The smallest set that is enough; of several, the one whose members come first.
 *
 * @param candidates  the best first; all together are enough
 * @param isEnough    stays true when a set grows
 * @returns in the order of `candidates`; of more than twelve a set from which none can be left out, which may not be the smallest
 */
export function fewestTogether(
  candidates: readonly string[],
  isEnough: (some: readonly string[]) => boolean,
): readonly string[] {
  if (candidates.length > MAX_TRIED_ALL) return leaveOut(candidates, isEnough);
  for (let size = 1; size < candidates.length; size += 1) {
    for (const some of setsOf(size, candidates)) if (isEnough(some)) return some;
  }
  return candidates;
}

/** In lexicographic order of the places. */
function* setsOf(size: number, candidates: readonly string[]): Generator<readonly string[]> {
  if (size === 0) yield [];
  for (let index = 0; index + size <= candidates.length && size > 0; index += 1) {
    for (const rest of setsOf(size - 1, candidates.slice(index + 1))) yield [candidates[index] ?? '', ...rest];
  }
}

function leaveOut(candidates: readonly string[], isEnough: (some: readonly string[]) => boolean): readonly string[] {
  let kept = candidates;
  for (const last of candidates.toReversed()) {
    const without = kept.filter((each) => each !== last);
    if (isEnough(without)) kept = without;
  }
  return kept;
}
