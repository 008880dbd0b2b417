import { orderPaid } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import { commitReservation } from '../use-cases/commit-reservation.js';
import type { InventoryDependencies, InventoryTransaction } from '../use-cases/dependencies.js';

export function onOrderPaid(dependencies: InventoryDependencies): Listener<InventoryTransaction> {
  return listenTo(orderPaid, ({ data, tx }) => commitReservation(dependencies, tx, data));
}
