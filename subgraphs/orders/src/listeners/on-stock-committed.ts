import { stockCommitted } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import { wakeFollowers } from '../use-cases/change-order.js';
import type { OrdersDependencies, OrdersTransaction } from '../use-cases/dependencies.js';
import { startProcessing } from '../use-cases/start-processing.js';

export function onStockCommitted(deps: OrdersDependencies): Listener<OrdersTransaction> {
  return listenTo(stockCommitted, async ({ data, tx }) => {
    const changed = await startProcessing(deps, tx, data);
    return changed ? () => wakeFollowers(deps, data.orderId) : undefined;
  });
}
