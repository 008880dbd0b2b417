import type { OrdersTransaction } from '../data/database.js';
import { lockOrder } from '../data/order.repository.js';
import type { Order } from '../domain/order.js';
import { changeOrder } from './change-order.js';
import type { OrdersDependencies } from './dependencies.js';

/** The warehouse has begun: CONFIRMED becomes PROCESSING; any other order stays as it is. @returns whether it changed */
export async function startProcessing(
  deps: Pick<OrdersDependencies, 'clock'>,
  tx: OrdersTransaction,
  orderId: string,
): Promise<boolean> {
  const order = await lockOrder(tx, orderId);
  if (order?.status !== 'CONFIRMED') return false;
  await beginProcessing(deps, tx, order);
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
