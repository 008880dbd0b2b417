export type { DecidePolicies, PolicyQuestion } from './authorization/decide-policies.js';
export { type RouterConfigSources, readRouterConfig } from './config/read-router-config.js';
export { type RouterConfig, RouterConfigError, type RouterConfigInput } from './config/router-config.js';
export { createRouter, type Router } from './create-router.js';
export type * from './hooks/router-hooks.js';
export type { RouterOptions } from './router-options.js';
export { SubgraphFailure, type SubgraphFailureKind } from './subgraphs/subgraph-failure.js';
export type {
  ConnectSubgraph,
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from './subgraphs/subgraph-transport.js';
export { SupergraphError } from './supergraph/load-supergraph.js';
export type { SupergraphOrigin } from './supergraph-sources/create-source.js';
export { SupergraphSourceError } from './supergraph-sources/supergraph-source.js';
