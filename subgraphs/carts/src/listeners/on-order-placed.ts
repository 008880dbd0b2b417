import { orderPlaced } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { confirmRedemptions } from '../use-cases/end-redemptions.js';

export const onOrderPlaced: Listener<CartsTransaction> = listenTo(orderPlaced, async ({ tx, data }) => {
  await confirmRedemptions(tx, data.orderId);
  return undefined;
});
