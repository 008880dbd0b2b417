import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder } from '../data/order.repository.js';
import { countUndelivered, sentLines } from '../data/shipment.repository.js';
import { unsent } from '../domain/fulfilment.js';
import { changeOrder } from './change-order.js';
import { noteArrivalIn } from './deliver-shipment.js';
import type { OrdersDependencies } from './dependencies.js';

/**
 * The rest of a partly sent order was refunded: nothing more will be sent, and the order goes on as if that were all of it. Does nothing
 * to any other order.
 */
export async function closeSendingIn(
  deps: Pick<OrdersDependencies, 'clock' | 'outbox'>,
  tx: OrdersTransaction,
  orderId: string,
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'PROCESSING' || order.fulfillmentStatus !== 'PARTIALLY_FULFILLED') return;
  if (unsent(await linesOfOrder(tx, orderId), await sentLines(tx, orderId)).length > 0) return;
  const shipped = await changeOrder(tx, order, {
    status: 'SHIPPED',
    fulfillmentStatus: 'FULFILLED',
    kind: 'REST_REFUNDED',
    message: 'The rest will not be sent',
    at: deps.clock(),
  });
  if ((await countUndelivered(tx, orderId)) === 0) await noteArrivalIn(deps, tx, shipped);
}
