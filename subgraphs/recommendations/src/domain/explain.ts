import type { InteractionType } from './interaction.js';
import type { RecommendationModel } from './model.js';
import type { Recommended } from './recommend.js';
import { forEachInRow } from './sparse-matrix.js';
import type { Taste } from './taste.js';

/** Why an item is recommended: the evidence that counted most, and the taste behind it. */
export type Cause =
  | { readonly kind: 'popular' }
  | { readonly kind: 'new' }
  | { readonly kind: 'together' | 'alike'; readonly item: number; readonly sign: InteractionType };

/** One cause for each recommended item, same order. */
export function explain(
  model: RecommendationModel,
  tastes: readonly Taste[],
  recommended: readonly Recommended[],
): Cause[] {
  const bestTogether = strongestNeighbours(model, tastes, new Set(recommended.map(({ item }) => item)));
  return recommended.map(({ item, leading }) => {
    if (leading === null) return { kind: 'new' };
    if (leading === 'popular') return { kind: 'popular' };
    const taste = leading === 'together' ? bestTogether.get(item) : mostAlike(model, tastes, item);
    return taste ? { kind: leading, item: taste.item, sign: taste.sign } : { kind: 'popular' };
  });
}

/** For each wanted item the taste that contributed most to it as a neighbour. */
function strongestNeighbours(
  { neighbours }: RecommendationModel,
  tastes: readonly Taste[],
  wanted: ReadonlySet<number>,
): Map<number, Taste> {
  const best = new Map<number, { taste: Taste; share: number }>();
  for (const taste of tastes) {
    forEachInRow(neighbours, taste.item, (other, likeness) => {
      const share = taste.weight * likeness;
      if (wanted.has(other) && share > (best.get(other)?.share ?? 0)) best.set(other, { taste, share });
    });
  }
  return new Map([...best].map(([item, { taste }]) => [item, taste]));
}

function mostAlike({ content }: RecommendationModel, tastes: readonly Taste[], item: number): Taste | undefined {
  const terms = new Map<number, number>();
  forEachInRow(content.vectors, item, (term, value) => terms.set(term, value));
  let best: Taste | undefined;
  let bestShare = 0;
  for (const taste of tastes) {
    let cosine = 0;
    forEachInRow(content.vectors, taste.item, (term, value) => {
      cosine += value * (terms.get(term) ?? 0);
    });
    if (cosine * taste.weight <= bestShare) continue;
    best = taste;
    bestShare = cosine * taste.weight;
  }
  return best;
}
