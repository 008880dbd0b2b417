import { printSubgraphSchema } from '@apollo/subgraph';
import { buildCartsSchema } from '@souk/carts/schema';
import { buildInventorySchema } from '@souk/inventory/schema';
import { buildOrdersSchema } from '@souk/orders/schema';
import { buildProductsSchema } from '@souk/products/schema';
import { buildRecommendationsSchema } from '@souk/recommendations/schema';
import { NO_PUB_SUB } from '@souk/subgraph-kit';
import { buildUsersSchema } from '@souk/users/schema';

export interface PrintedSubgraph {
  readonly name: string;
  /** where compose and Kubernetes have it; a router elsewhere overrides it */
  readonly url: string;
  readonly sdl: string;
}

const BUILDERS = {
  carts: { port: 4003, build: buildCartsSchema },
  inventory: { port: 4005, build: buildInventorySchema },
  orders: { port: 4004, build: buildOrdersSchema },
  products: { port: 4002, build: buildProductsSchema },
  recommendations: { port: 4006, build: buildRecommendationsSchema },
  users: { port: 4001, build: buildUsersSchema },
};

/** The subgraphs' schemas as their code has them now. No database is needed. */
export async function printSubgraphs(): Promise<PrintedSubgraph[]> {
  return Promise.all(
    Object.entries(BUILDERS).map(async ([name, { port, build }]) => ({
      name,
      url: `http://${name}:${port}/graphql`,
      sdl: `${printSubgraphSchema(await build(NO_PUB_SUB)).trim()}\n`,
    })),
  );
}
