import { type Environment, parseEnvironment, readSubgraphConfig, type SubgraphConfig } from '@souk/subgraph-kit';
import { z } from 'zod';

const shape = z.object({
  CART_ABANDONED_HOURS: z.coerce.number().positive().max(720).default(24),
});

export interface CartsConfig extends SubgraphConfig {
  /** how long a member's filled cart is left alone before that is told */
  readonly abandonedAfterHours: number;
}

/** @throws Error  naming every variable that is missing or wrong */
export function readCartsConfig(env: Environment): CartsConfig {
  const { CART_ABANDONED_HOURS } = parseEnvironment(shape, env);
  return {
    ...readSubgraphConfig(env, { name: 'carts', defaultPort: 4003 }),
    abandonedAfterHours: CART_ABANDONED_HOURS,
  };
}
