import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder } from '../data/order.repository.js';
import { setBackordered } from '../data/order-line.repository.js';
import { estimateDelivery, isEverythingThere } from '../domain/backordered-pieces.js';
import type { BackorderedPieces, Order } from '../domain/order.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';

/**
 * The paid order's stock is its own: CONFIRMED becomes PROCESSING when all of it is there, and else waits. Any other order stays as it is.
 *
 * @param backordered  what it waits for, of its lines
 * @returns whether it changed
 */
export async function startProcessing(
  deps: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  { orderId, backordered }: { orderId: string; backordered: readonly BackorderedPieces[] },
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'CONFIRMED') return false;
  await setBackordered(tx, orderId, backordered);
  const lines = await linesOfOrder(tx, orderId);
  if (isEverythingThere(lines)) {
    await beginProcessing(deps, tx, order);
    return true;
  }
  const at = deps.clock();
  const estimatedDeliveryAt = estimateDelivery(at, { lines, workingDays: order.maxDeliveryDays });
  const message = 'Some of it is on its way to us';
  await changeOrder(tx, order, { kind: 'STOCK_BACKORDERED', message, estimatedDeliveryAt, at });
  return true;
}

/** @param order  CONFIRMED, locked in this transaction */
export function beginProcessing(
  { clock }: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  order: Order,
): Promise<Order> {
  const message = 'The order is being prepared';
  return changeOrder(tx, order, { status: 'PROCESSING', kind: 'ORDER_PROCESSING', message, at: clock() });
}
