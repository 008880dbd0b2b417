import { confidenceOf } from './confidence.js';
import type { ContentModel } from './content.model.js';
import type { Evidence } from './evidence.js';
import type { RecommendationModel } from './model.js';
import { ScoreBoard } from './score-board.js';
import { type Scored, selectBest } from './select-best.js';
import { forEachInRow } from './sparse-matrix.js';
import type { Taste } from './taste.js';

export const ALGORITHMS = ['POPULAR', 'COLLABORATIVE', 'CONTENT', 'HYBRID'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** How much each kind of evidence counts; each is scaled so that its best candidate has 1. */
export interface Blend {
  /** what others who liked the same took to */
  readonly together: number;
  /** what is described alike */
  readonly alike: number;
  /** what many took to lately */
  readonly popular: number;
}

export const BLENDS: Readonly<Record<Algorithm, Blend>> = {
  POPULAR: { together: 0, alike: 0, popular: 1 },
  COLLABORATIVE: { together: 1, alike: 0, popular: 0 },
  CONTENT: { together: 0, alike: 1, popular: 0 },
  HYBRID: { together: 1, alike: 0.5, popular: 0.5 },
};
/** For one product's page: popularity says nothing of likeness. */
export const SIMILAR: Blend = { together: 1, alike: 1, popular: 0 };
/** For a cart: what goes with it rather than what could replace it. */
export const BASKET: Blend = { together: 1, alike: 0.1, popular: 0 };

/** The profile of a taste for texts: its strongest items, their heaviest terms. */
const PROFILE_ITEMS = 30;
const PROFILE_TERMS = 64;
/** Looked at for one answer: about a millisecond's work. */
const MAX_POSTINGS = 20_000;

export interface Wish {
  readonly blend: Blend;
  /** strongest first; empty for somebody unknown */
  readonly tastes: readonly Taste[];
  readonly limit: number;
  /** asked for candidates only; what is not on sale is never one */
  readonly isAllowed: (item: number) => boolean;
}

export interface Recommended extends Scored {
  /** the kind of evidence that counted most; null when nothing speaks for it but that it is on sale */
  readonly leading: keyof Evidence | null;
  /** 0–1; see confidence.ts */
  readonly confidence: number;
}

/** The best items for these tastes, best first, each once. Scores are 0–1 and comparable within one answer. */
export function recommend(model: RecommendationModel, { blend, tastes, limit, isAllowed }: Wish): Recommended[] {
  const together = blend.together > 0 ? scoreTogether(model, tastes) : NOTHING;
  const alike = blend.alike > 0 ? scoreAlike(model, tastes) : NOTHING;
  const isCandidate = (item: number) => model.isActive[item] === 1 && isAllowed(item);
  const popular = blend.popular > 0 ? mostPopular(model, limit, isCandidate) : [];
  const mostShoppers = blend.popular > 0 ? greatest(model.popularity) : 0;
  const whole = blend.together + blend.alike + blend.popular;
  const partsOf = (item: number): Evidence => ({
    together: part(blend.together, together.of(item), together.best),
    alike: part(blend.alike, alike.of(item), alike.best),
    popular: part(blend.popular, model.popularity[item] ?? 0, mostShoppers),
  });
  const scoreOf = (item: number) => {
    const parts = partsOf(item);
    return (parts.together + parts.alike + parts.popular) / whole;
  };
  const candidates = new Set([...together.items, ...alike.items, ...popular]);
  const best = selectBest(scored(candidates, isCandidate, scoreOf), limit);
  const weights = tastes.reduce((sum, { weight }) => sum + weight, 0);
  return best.map(({ item, score }) => {
    const evidence: Evidence = {
      together: weights > 0 ? together.of(item) / weights : 0,
      alike: alike.of(item),
      popular: model.shoppers > 0 ? (model.popularity[item] ?? 0) / model.shoppers : 0,
    };
    return { item, score, leading: leadingOf(partsOf(item)), confidence: confidenceOf(evidence, model.shoppers) };
  });
}

const NOTHING = new ScoreBoard(0);

function greatest(numbers: Float32Array): number {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  return most;
}

function part(weight: number, points: number, best: number): number {
  return best > 0 ? (weight * points) / best : 0;
}

function leadingOf({ together, alike, popular }: Evidence): Recommended['leading'] {
  const most = Math.max(together, alike, popular);
  if (most === 0) return null;
  if (together === most) return 'together';
  return alike === most ? 'alike' : 'popular';
}

function* scored(
  items: Iterable<number>,
  isCandidate: (item: number) => boolean,
  scoreOf: (item: number) => number,
): Generator<Scored> {
  for (const item of items) if (isCandidate(item)) yield { item, score: scoreOf(item) };
}

function scoreTogether({ neighbours, productIds }: RecommendationModel, tastes: readonly Taste[]): ScoreBoard {
  const board = new ScoreBoard(productIds.length);
  for (const { item, weight } of tastes) {
    forEachInRow(neighbours, item, (other, likeness) => board.add(other, weight * likeness));
  }
  return board;
}

/** The rarest terms find the candidates; the most common ones of a large shop would find half of it, and are left out. */
function scoreAlike({ content, productIds }: RecommendationModel, tastes: readonly Taste[]): ScoreBoard {
  const { starts } = content.postings;
  const frequencyOf = (term: number) => (starts[term + 1] ?? 0) - (starts[term] ?? 0);
  const profile = profileOf(content, tastes).toSorted((a, b) => frequencyOf(a.item) - frequencyOf(b.item));
  const length = Math.hypot(...profile.map(({ score }) => score));
  const board = new ScoreBoard(productIds.length);
  let postings = 0;
  for (const { item: term, score } of profile) {
    postings += frequencyOf(term);
    if (postings > MAX_POSTINGS && board.items.length > 0) break;
    forEachInRow(content.postings, term, (item, value) => board.add(item, (score / length) * value));
  }
  return board;
}

/** The heaviest terms of what is liked most; `item` is the term. */
function profileOf({ vectors }: ContentModel, tastes: readonly Taste[]): Scored[] {
  const sum = new Map<number, number>();
  for (const { item, weight } of tastes.slice(0, PROFILE_ITEMS)) {
    forEachInRow(vectors, item, (term, value) => sum.set(term, (sum.get(term) ?? 0) + weight * value));
  }
  return selectBest(
    [...sum].map(([term, weight]) => ({ item: term, score: weight })),
    PROFILE_TERMS,
  );
}

function mostPopular(
  { popularity, productIds }: RecommendationModel,
  limit: number,
  isCandidate: (item: number) => boolean,
): number[] {
  const all = scored(productIds.keys(), isCandidate, (item) => popularity[item] ?? 0);
  return selectBest(all, limit).map(({ item }) => item);
}
