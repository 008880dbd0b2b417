import { productChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { learnProduct } from '../use-cases/learn-product.js';

export const onProductChanged: Listener<CartsTransaction> = listenTo(productChanged, async ({ tx, data, version }) => {
  await learnProduct(tx, data, version);
  return undefined;
});
