import { failpoint } from '@souk/subgraph-kit';
import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import { wakeFollowers } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { endOrder } from './end-order.js';

type Needed = Pick<OrdersDependencies, 'database' | 'outbox' | 'clock' | 'live'>;

/** Cancels an order whose stock is no longer held, unless it was paid in time. Emits `order-cancelled`. */
export async function expireOrder(deps: Needed, orderId: string): Promise<void> {
  const expired = await deps.database.db.transaction((tx) => expireOrderIn(deps, tx, orderId));
  if (expired) wakeFollowers(deps, orderId);
}

/** The same inside a transaction of the caller, who wakes the order's followers after it. @returns whether it was cancelled */
export async function expireOrderIn(
  deps: Pick<Needed, 'outbox' | 'clock'>,
  tx: OrdersTransaction,
  orderId: string,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'PENDING') return false;
  await failpoint('orders.expire.locked', orderId);
  await endOrder(deps, tx, order, { reason: 'The order was not paid in time' });
  return true;
}
