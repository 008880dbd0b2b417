import type { Outbox, RequestContext } from '@souk/subgraph-kit';
import type { ProductsDatabase } from './data/database.js';
import type { ProductsLoaders } from './data/loaders.js';

/** What the use cases need of the app. */
export interface ProductsDependencies {
  readonly db: ProductsDatabase;
  readonly outbox: Outbox;
  readonly now: () => Date;
  /** base URL under which clients reach `/images/…` */
  readonly publicUrl: () => string;
}

/** What every resolver may use. */
export interface ProductsContext extends RequestContext {
  readonly app: ProductsDependencies;
  readonly loaders: ProductsLoaders;
}
