import type { Logger } from './logger.js';
import type { RouterContext } from './trust/router-context.js';

/** What every resolver may know of the request; a subgraph adds its loaders. */
export interface RequestContext extends RouterContext {
  readonly logger: Logger;
}
