import type { Listener } from '@souk/subgraph-kit';
import type { OrdersDependencies, OrdersTransaction } from '../use-cases/dependencies.js';
import { onReservationExpired } from './on-reservation-expired.js';
import { onStockArrived } from './on-stock-arrived.js';
import { onStockCommitted } from './on-stock-committed.js';

export function createListeners(deps: OrdersDependencies): readonly Listener<OrdersTransaction>[] {
  return [onReservationExpired(deps), onStockCommitted(deps), onStockArrived(deps)];
}
