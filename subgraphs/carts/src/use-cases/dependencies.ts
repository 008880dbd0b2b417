import type { Outbox } from '@souk/subgraph-kit';
import type { CartsDatabase } from '../data/database.js';

export type { CartsTransaction } from '../data/database.js';

/** What the use cases work with. */
export interface CartsDependencies {
  readonly database: CartsDatabase;
  readonly outbox: Outbox;
  readonly clock: () => Date;
}
