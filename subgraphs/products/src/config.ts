import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';

const shape = z.object({ PUBLIC_URL: z.url().optional() });

export interface ProductsConfig extends SubgraphConfig {
  /** where clients reach this subgraph's images, without a slash at the end; null: at the address it listens on */
  readonly publicUrl: string | null;
}

/** @throws Error  naming every variable that is missing or wrong */
export function readProductsConfig(env: Environment): ProductsConfig {
  const { PUBLIC_URL } = parseEnvironment(shape, env);
  return {
    ...readSubgraphConfig(env, { name: 'products', defaultPort: 4002 }),
    publicUrl: PUBLIC_URL?.replace(/\/$/, '') ?? null,
  };
}
