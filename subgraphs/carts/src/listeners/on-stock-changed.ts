import { stockChanged } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsDependencies, CartsTransaction } from '../use-cases/dependencies.js';
import { learnStock } from '../use-cases/learn-stock.js';

export function stockChangedListener(dependencies: Pick<CartsDependencies, 'outbox'>): Listener<CartsTransaction> {
  return listenTo(stockChanged, async ({ tx, data, version, occurredAt }) => {
    await learnStock(dependencies, tx, { ...data, version, at: occurredAt });
    return undefined;
  });
}
