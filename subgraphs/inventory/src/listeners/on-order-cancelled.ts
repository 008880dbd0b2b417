import { orderCancelled } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import { cancelReservation } from '../use-cases/cancel-reservation.js';
import type { InventoryDependencies, InventoryTransaction } from '../use-cases/dependencies.js';

export function onOrderCancelled(dependencies: InventoryDependencies): Listener<InventoryTransaction> {
  return listenTo(orderCancelled, async ({ data, tx }) => {
    await cancelReservation(dependencies, tx, data);
    return undefined;
  });
}
