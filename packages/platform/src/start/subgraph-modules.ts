import type { World } from '@souk/demo-world';
import type { SubgraphApp } from '@souk/subgraph-kit';
import type { Environment } from '../config.js';
import type { PerSubgraph } from '../subgraph-names.js';

/** What the platform needs of a subgraph. Loading one takes a good part of a second, so it happens while PostgreSQL starts. */
export interface SubgraphModule {
  create(env: Environment): Promise<SubgraphApp>;
}

/** @param progress    called with the number of rows copied since the last call */
export type CopySeed = (databaseUrl: string, world: World, progress: (rows: number) => void) => Promise<void>;

/** Loads the subgraph's code. */
export const LOAD_SUBGRAPH: PerSubgraph<() => Promise<SubgraphModule>> = {
  users: async () => {
    const [{ createUsersApp }, { readUsersConfig }] = await Promise.all([
      import('@souk/users'),
      import('@souk/users/config'),
    ]);
    return { create: async (env) => createUsersApp(readUsersConfig(env)) };
  },
  products: async () => {
    const [{ createProductsApp }, { readProductsConfig }] = await Promise.all([
      import('@souk/products'),
      import('@souk/products/config'),
    ]);
    return { create: async (env) => createProductsApp(readProductsConfig(env)) };
  },
  carts: async () => {
    const [{ createCartsApp }, { readCartsConfig }] = await Promise.all([
      import('@souk/carts'),
      import('@souk/carts/config'),
    ]);
    return { create: async (env) => createCartsApp(readCartsConfig(env)) };
  },
  orders: async () => {
    const [{ createOrdersApp }, { readOrdersConfig }] = await Promise.all([
      import('@souk/orders'),
      import('@souk/orders/config'),
    ]);
    return { create: async (env) => createOrdersApp(readOrdersConfig(env)) };
  },
  inventory: async () => {
    const [{ createInventoryApp }, { readInventoryConfig }] = await Promise.all([
      import('@souk/inventory'),
      import('@souk/inventory/config'),
    ]);
    return { create: async (env) => createInventoryApp(readInventoryConfig(env)) };
  },
  recommendations: async () => {
    const [{ createRecommendationsApp }, { readRecommendationsConfig }] = await Promise.all([
      import('@souk/recommendations'),
      import('@souk/recommendations/config'),
    ]);
    return { create: async (env) => createRecommendationsApp(readRecommendationsConfig(env)) };
  },
};

/** Loads the code of all subgraphs, so that none waits for it later. */
export async function loadSubgraphs(): Promise<void> {
  await Promise.all(Object.values(LOAD_SUBGRAPH).map((load) => load()));
}

/** Loads the subgraph's door for seeds, needed at the first start only. */
export const LOAD_COPY_SEED: PerSubgraph<() => Promise<CopySeed>> = {
  users: async () => (await import('@souk/users/seed')).copySeed,
  products: async () => (await import('@souk/products/seed')).copySeed,
  carts: async () => (await import('@souk/carts/seed')).copySeed,
  orders: async () => (await import('@souk/orders/seed')).copySeed,
  inventory: async () => (await import('@souk/inventory/seed')).copySeed,
  recommendations: async () => (await import('@souk/recommendations/seed')).copySeed,
};
