import type { Counter, Logger, Outbox } from '@souk/subgraph-kit';
import type { InventoryDrizzle } from '../data/database.js';

export type { InventoryTransaction } from '../data/database.js';

/** What the use cases work with; made once, in `app.ts`. */
export interface InventoryDependencies {
  readonly db: InventoryDrizzle;
  readonly outbox: Outbox;
  readonly logger: Logger;
  /** paid orders whose pieces were gone */
  readonly shortfallCounter: Counter;
  /** stock items whose numbers were not what the ledger says, at each look */
  readonly ledgerGapCounter: Counter;
}
