import { reservationExpired } from '@souk/events';
import { type Listener, listenTo } from '@souk/subgraph-kit';
import { wakeFollowers } from '../use-cases/change-order.js';
import type { OrdersDependencies, OrdersTransaction } from '../use-cases/dependencies.js';
import { expireOrderIn } from '../use-cases/expire-order.js';

export function onReservationExpired(deps: OrdersDependencies): Listener<OrdersTransaction> {
  return listenTo(reservationExpired, async ({ data: { orderId }, tx }) => {
    const changed = await expireOrderIn(deps, tx, orderId);
    return changed ? () => wakeFollowers(deps, orderId) : undefined;
  });
}
