import type { Listener } from '@souk/subgraph-kit';
import type { RecommendationsDependencies, RecommendationsTransaction } from '../use-cases/dependencies.js';
import { onCartLinesAdded } from './on-cart-lines-added.js';
import { onOrderPaid } from './on-order-paid.js';
import { onProductChanged } from './on-product-changed.js';
import { onReviewWritten } from './on-review-written.js';

/** Everything this subgraph listens to. */
export function createListeners(
  dependencies: RecommendationsDependencies,
): readonly Listener<RecommendationsTransaction>[] {
  return [onCartLinesAdded(), onOrderPaid(), onProductChanged(dependencies), onReviewWritten()];
}
