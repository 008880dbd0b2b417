import { cartLinesAdded } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { RecommendationsTransaction } from '../use-cases/dependencies.js';
import { learnOfCartLines } from '../use-cases/learn-of-deeds.js';

export function onCartLinesAdded(): Listener<RecommendationsTransaction> {
  return listenTo(cartLinesAdded, async (heard) => {
    await learnOfCartLines(heard);
    return undefined;
  });
}
