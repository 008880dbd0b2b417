import { orderPaid } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import type { CartsTransaction } from '../use-cases/dependencies.js';
import { emptyPaidCart } from '../use-cases/empty-paid-cart.js';

export const onOrderPaid: Listener<CartsTransaction> = listenTo(orderPaid, async ({ tx, data, occurredAt }) => {
  if (data.cartId) await emptyPaidCart(tx, { cartId: data.cartId, bought: data.lines, at: occurredAt });
  return undefined;
});
