export type { Part, SubgraphPart } from './start/part.js';
export { type Platform, type PlatformOptions, startPlatform } from './start-platform.js';
export { type PerSubgraph, SUBGRAPH_NAMES, type SubgraphName } from './subgraph-names.js';
