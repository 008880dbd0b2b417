import type { RequestContext } from '@souk/subgraph-kit';
import type { RecommendationsLoaders } from './data/recommendations.loaders.js';
import type { RecommendationsDependencies } from './use-cases/dependencies.js';

/** What a resolver may reach. */
export interface RecommendationsContext extends RequestContext {
  readonly app: RecommendationsDependencies;
  readonly loaders: RecommendationsLoaders;
}
