import { stockArrived } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import { wakeFollowers } from '../use-cases/change-order.js';
import type { OrdersDependencies, OrdersTransaction } from '../use-cases/dependencies.js';
import { noteStockArrived } from '../use-cases/note-stock-arrived.js';

export function onStockArrived(deps: OrdersDependencies): Listener<OrdersTransaction> {
  return listenTo(stockArrived, async ({ data, tx }) => {
    const changed = await noteStockArrived(deps, tx, data);
    return changed ? () => wakeFollowers(deps, data.orderId) : undefined;
  });
}
