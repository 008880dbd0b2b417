export interface Scored {
  readonly item: number;
  readonly score: number;
}

/**
 * The best `count` of the candidates, best first; of equals the newer product (higher index) first.
 *
 * @param candidates  each item at most once
 */
export function selectBest(candidates: Iterable<Scored>, count: number): Scored[] {
  const best: Scored[] = [];
  for (const candidate of candidates) {
    const last = best.at(-1);
    if (best.length === count && last && !isBetter(candidate, last)) continue;
    if (best.length === count) best.pop();
    let place = best.length;
    for (let above = best[place - 1]; above && isBetter(candidate, above); above = best[place - 1]) place -= 1;
    best.splice(place, 0, candidate);
  }
  return count === 0 ? [] : best;
}

function isBetter(a: Scored, b: Scored): boolean {
  return a.score === b.score ? a.item > b.item : a.score > b.score;
}
