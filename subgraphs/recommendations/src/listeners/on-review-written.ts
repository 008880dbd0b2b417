import { reviewWritten } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { RecommendationsTransaction } from '../use-cases/dependencies.js';
import { learnOfReview } from '../use-cases/learn-of-deeds.js';

export function onReviewWritten(): Listener<RecommendationsTransaction> {
  return listenTo(reviewWritten, async (heard) => {
    await learnOfReview(heard);
    return undefined;
  });
}
