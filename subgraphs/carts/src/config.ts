import { type Environment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';

export type CartsConfig = SubgraphConfig;

/** @throws Error  naming every variable that is missing or wrong */
export function readCartsConfig(env: Environment): CartsConfig {
  return readSubgraphConfig(env, { name: 'carts', defaultPort: 4003 });
}
