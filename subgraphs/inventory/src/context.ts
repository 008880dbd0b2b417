import type { RequestContext } from '@souk/subgraph-kit';
import type { InventoryLoaders } from './data/inventory.loaders.js';
import type { InventoryDependencies } from './use-cases/dependencies.js';

/** What a resolver may reach. */
export interface InventoryContext extends RequestContext {
  readonly app: InventoryDependencies;
  readonly loaders: InventoryLoaders;
}
