import type { RouterConfig } from './config/router-config.js';
import { DocumentParser } from './pipeline/parse-document.js';
import { ClientNames } from './planning/client-names.js';
import { OperationPlanner } from './planning/operation-planner.js';
import type { SubgraphChannels } from './subgraphs/subgraph-channels.js';
import { SubgraphDirectory } from './subgraphs/subgraph-directory.js';
import { type LoadedSupergraph, loadSupergraph } from './supergraph/load-supergraph.js';
import type { RouterMetrics } from './telemetry/router-metrics.js';

/** One supergraph and what was made for it. A request keeps the one it began with. */
export interface Graph extends AsyncDisposable {
  readonly supergraph: LoadedSupergraph;
  readonly names: ClientNames;
  readonly documents: DocumentParser;
  readonly planner: OperationPlanner;
  readonly subgraphs: SubgraphDirectory;
}

/** What every graph of a router shares. */
export interface GraphSurroundings {
  readonly config: RouterConfig;
  readonly metrics: RouterMetrics;
  readonly channels: SubgraphChannels;
}

/** @throws SupergraphError | RouterConfigError    the supergraph cannot be served, or a subgraph has no URL */
export function createGraph(supergraphSdl: string, { config, metrics, channels }: GraphSurroundings): Graph {
  const supergraph = loadSupergraph(supergraphSdl);
  const names = new ClientNames(supergraph.plannerFieldNames);
  const subgraphs = new SubgraphDirectory({ subgraphs: supergraph.subgraphs, config, channels });
  return {
    supergraph,
    names,
    documents: new DocumentParser(supergraph.apiSchema, config),
    planner: new OperationPlanner({ supergraph, names, activeOverrideLabels: config.overrideLabels, metrics }),
    subgraphs,
    [Symbol.asyncDispose]: () => subgraphs[Symbol.asyncDispose](),
  };
}
