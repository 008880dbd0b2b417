import type { Catalogue } from '../catalogue/catalogue.js';
import { productIdOf } from '../catalogue/offer.js';
import type { Clock } from '../clock.js';
import { DAY_MS, STORY_END_MS } from '../clock.js';
import { idOf } from '../ids.js';
import { memberId } from '../people/members.js';
import { itemAround, Random } from '../random.js';
import type { ScalePlan } from '../scale.js';
import { TASTES, tasteSize } from '../tastes.js';
import type { SeedReview } from '../types.js';
import type { Popularity } from './popularity.js';
import { reviewText } from './review-texts.js';

const REVIEW_STREAM = 401;
/** A prime that divides no number of members, so that walking by it meets none of a taste twice. */
const STRIDE = 7_907;

/** The product with popularity rank r has top / (r + 1)^0.7 reviews. */
export function reviewCountOf(productIndex: number, popularity: Popularity, plan: ScalePlan): number {
  return Math.floor(plan.topReviewCount / (popularity.rankOf(productIndex) + 1) ** 0.7);
}

export interface ReviewWorld {
  readonly catalogue: Catalogue;
  readonly popularity: Popularity;
  readonly plan: ScalePlan;
  readonly clock: Clock;
}

export function* reviewRows(world: ReviewWorld): Generator<SeedReview> {
  for (let index = 0; index < world.catalogue.productCount; index += 1) yield* reviewsOf(index, world);
}

/** By distinct members whose taste is the product's department. */
function* reviewsOf(productIndex: number, { catalogue, popularity, plan, clock }: ReviewWorld): Generator<SeedReview> {
  const count = reviewCountOf(productIndex, popularity, plan);
  if (count === 0) return;
  const draft = catalogue.draftAt(productIndex);
  const productId = productIdOf(draft);
  const taste = productIndex % TASTES.length;
  const reviewers = tasteSize(plan.members, taste);
  const quality = new Random(REVIEW_STREAM, productIndex);
  const first = quality.between(0, reviewers - 1);
  const meanRating = 3.3 + quality.fraction() * 1.5;
  // Members joined at least 400 days ago, so a younger review has an author.
  const earliestMs = Math.max(draft.createdMs, STORY_END_MS - 390 * DAY_MS);

  for (let place = 0; place < count; place += 1) {
    const random = new Random(REVIEW_STREAM, productIndex, place + 1);
    const rating = ratingAround(meanRating, random);
    const atMs = earliestMs + Math.floor((STORY_END_MS - earliestMs) * random.fraction());
    yield {
      id: idOf('review', atMs, productIndex, place),
      productId,
      userId: memberId(((first + place * STRIDE) % reviewers) * TASTES.length + taste),
      rating,
      ...reviewText(rating, itemAround(TASTES, taste), random),
      createdAt: clock.dateOf(atMs),
    };
  }
}

/** 1 to 5, about a star either way, now and then two. */
function ratingAround(mean: number, random: Random): number {
  const noise = (random.fraction() + random.fraction() + random.fraction() - 1.5) * 2;
  return Math.min(5, Math.max(1, Math.round(mean + noise)));
}
