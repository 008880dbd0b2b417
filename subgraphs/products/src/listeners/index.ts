import { onOrderPaid } from './on-order-paid.js';
import { onStockChanged } from './on-stock-changed.js';

/** Everything this subgraph listens to. */
export function createListeners() {
  return [onOrderPaid, onStockChanged];
}
