import type { Logger } from '@souk/subgraph-kit';
import type { RecommendationsDatabase } from '../data/database.js';
import type { ModelShelf } from './model-shelf.js';

export type { RecommendationsTransaction } from '../data/database.js';

/** What the use cases work with; made once, in `app.ts`. */
export interface RecommendationsDependencies {
  readonly database: RecommendationsDatabase;
  /** the model that answers are made from */
  readonly shelf: ModelShelf;
  readonly logger: Logger;
  readonly now: () => Date;
  /** from the end of one training to the next */
  readonly trainIntervalSeconds: number;
  /** how often to look for a model that another process trained */
  readonly modelPollSeconds: number;
}
