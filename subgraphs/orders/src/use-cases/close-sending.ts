import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder } from '../data/order.repository.js';
import { countUndelivered, sentLines } from '../data/shipment.repository.js';
import { unsent } from '../domain/fulfilment.js';
import type { Order } from '../domain/order.js';
import { changeOrder } from './change-order.js';
import { noteArrivalIn } from './deliver-shipment.js';
import type { OrdersDependencies } from './dependencies.js';
import { endOrder } from './end-order.js';

/**
 * Some of an order was refunded: when nothing is left to be sent, a partly sent order goes on as if what was sent were all of it, and one of
 * which nothing was sent is cancelled, with what else was paid for it. Does nothing to any other order.
 */
export async function closeSendingIn(
  deps: Pick<OrdersDependencies, 'clock' | 'outbox'>,
  tx: OrdersTransaction,
  orderId: string,
): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'PROCESSING' && order?.status !== 'CONFIRMED') return;
  if (unsent(await linesOfOrder(tx, orderId), await sentLines(tx, orderId)).length > 0) return;
  if (order.fulfillmentStatus === 'UNFULFILLED') await endOrder(deps, tx, order, { reason: 'None of it will be sent' });
  else if (order.status === 'PROCESSING') await goOn(deps, tx, order);
}

async function goOn(
  deps: Pick<OrdersDependencies, 'clock' | 'outbox'>,
  tx: OrdersTransaction,
  order: Order,
): Promise<void> {
  const shipped = await changeOrder(tx, order, {
    status: 'SHIPPED',
    fulfillmentStatus: 'FULFILLED',
    kind: 'REST_REFUNDED',
    message: 'The rest will not be sent',
    at: deps.clock(),
  });
  if ((await countUndelivered(tx, order.id)) === 0) await noteArrivalIn(deps, tx, shipped);
}
