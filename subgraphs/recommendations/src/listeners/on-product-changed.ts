import { productChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { RecommendationsDependencies, RecommendationsTransaction } from '../use-cases/dependencies.js';
import { rememberProduct } from '../use-cases/remember-product.js';

export function onProductChanged(dependencies: RecommendationsDependencies): Listener<RecommendationsTransaction> {
  return listenTo(productChanged, async ({ data, version, tx }) => {
    await rememberProduct(tx, { data, version, at: dependencies.now() });
    return undefined;
  });
}
