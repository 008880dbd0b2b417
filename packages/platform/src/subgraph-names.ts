/** In the order of their preferred ports. */
export const SUBGRAPH_NAMES = ['users', 'products', 'carts', 'orders', 'inventory', 'recommendations'] as const;

export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

export type PerSubgraph<Value> = Readonly<Record<SubgraphName, Value>>;

/** One value for each subgraph. */
export function perSubgraph<Value>(make: (name: SubgraphName) => Value): PerSubgraph<Value> {
  return {
    users: make('users'),
    products: make('products'),
    carts: make('carts'),
    orders: make('orders'),
    inventory: make('inventory'),
    recommendations: make('recommendations'),
  };
}

/**
 * As `perSubgraph`, all at once.
 *
 * @throws what the first of them threw, when all have settled
 */
export async function perSubgraphAsync<Value>(
  make: (name: SubgraphName) => Promise<Value>,
): Promise<PerSubgraph<Value>> {
  const promises = perSubgraph(make);
  await Promise.allSettled(Object.values(promises));
  return {
    users: await promises.users,
    products: await promises.products,
    carts: await promises.carts,
    orders: await promises.orders,
    inventory: await promises.inventory,
    recommendations: await promises.recommendations,
  };
}
