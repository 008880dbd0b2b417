import { type Environment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';

export type InventoryConfig = SubgraphConfig;

/** @throws Error  naming every variable that is missing or wrong */
export function readInventoryConfig(env: Environment): InventoryConfig {
  return readSubgraphConfig(env, { name: 'inventory', defaultPort: 4005 });
}
