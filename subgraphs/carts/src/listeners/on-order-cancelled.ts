import { orderCancelled } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { endRedemptions } from '../use-cases/end-redemptions.js';

export const onOrderCancelled: Listener<CartsTransaction> = listenTo(orderCancelled, async ({ tx, data }) => {
  await endRedemptions(tx, data.orderId);
  return undefined;
});
