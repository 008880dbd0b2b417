import type { RequestContext } from '@souk/subgraph-kit';
import type { OrdersLoaders } from './data/order.loaders.js';
import type { OrdersDependencies } from './use-cases/dependencies.js';

export interface OrdersContext extends RequestContext {
  readonly app: OrdersDependencies;
  readonly loaders: OrdersLoaders;
}
