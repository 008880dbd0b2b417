import type { RequestContext } from '@souk/subgraph-kit';
import type { CartsLoaders } from './data/carts.loaders.js';
import type { CartsDependencies } from './use-cases/dependencies.js';

export interface CartsContext extends RequestContext {
  readonly app: CartsDependencies;
  readonly loaders: CartsLoaders;
}
