import type { Logger } from 'pino';
import type { RouterConfig } from './config/router-config.js';
import type { PersistedQueryStore } from './persisted/persisted-query-store.js';
import type { Authenticate } from './pipeline/authenticate.js';
import type { DocumentParser } from './pipeline/parse-document.js';
import type { ClientNames } from './planning/client-names.js';
import type { OperationPlanner } from './planning/operation-planner.js';
import type { ContextSigner } from './subgraphs/context-signer.js';
import type { SubgraphDirectory } from './subgraphs/subgraph-directory.js';
import type { LoadedSupergraph } from './supergraph/load-supergraph.js';
import type { RouterMetrics } from './telemetry/router-metrics.js';

/** What the pipeline works with; made once, in `createRouter`. */
export interface Engine {
  readonly config: RouterConfig;
  readonly supergraph: LoadedSupergraph;
  readonly names: ClientNames;
  readonly authenticate: Authenticate;
  readonly persistedQueries: PersistedQueryStore;
  readonly documents: DocumentParser;
  readonly planner: OperationPlanner;
  readonly subgraphs: SubgraphDirectory;
  /** Absent without a signing key: subgraphs are told nothing of the viewer. */
  readonly signer: ContextSigner | undefined;
  readonly metrics: RouterMetrics;
  readonly logger: Logger;
}
