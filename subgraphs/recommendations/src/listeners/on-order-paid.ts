import { orderPaid } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { RecommendationsTransaction } from '../use-cases/dependencies.js';
import { learnOfPurchases } from '../use-cases/learn-of-deeds.js';

export function onOrderPaid(): Listener<RecommendationsTransaction> {
  return listenTo(orderPaid, async (heard) => {
    await learnOfPurchases(heard);
    return undefined;
  });
}
