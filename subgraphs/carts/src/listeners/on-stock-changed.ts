import { stockChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { learnStock } from '../use-cases/learn-stock.js';

export const onStockChanged: Listener<CartsTransaction> = listenTo(stockChanged, async ({ tx, data, version }) => {
  await learnStock(tx, data, version);
  return undefined;
});
