import type { OrdersTransaction } from '../data/database.js';
import { linesOfOrder, lockOrder } from '../data/order.repository.js';
import { addArrived } from '../data/order-line.repository.js';
import { estimateDelivery, isEverythingThere } from '../domain/backordered-pieces.js';
import type { ArrivedPieces } from '../domain/order.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';
import { beginProcessing } from './start-processing.js';

/**
 * Pieces that the order waited for are there, which may be heard of before what it waits for. With the last of them CONFIRMED becomes
 * PROCESSING.
 *
 * @param arrived  of its lines; each time others
 * @returns whether the order changed
 */
export async function noteStockArrived(
  deps: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  { orderId, arrived }: { orderId: string; arrived: readonly ArrivedPieces[] },
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'CONFIRMED' && order?.status !== 'PROCESSING') return false;
  await addArrived(tx, orderId, arrived);
  const lines = await linesOfOrder(tx, orderId);
  const at = deps.clock();
  const estimatedDeliveryAt = estimateDelivery(at, { lines, workingDays: order.maxDeliveryDays });
  const message = 'The order no longer waits for some of its pieces';
  const noted = await changeOrder(tx, order, { kind: 'STOCK_ARRIVED', message, estimatedDeliveryAt, at });
  if (noted.status === 'CONFIRMED' && isEverythingThere(lines)) await beginProcessing(deps, tx, noted);
  return true;
}
