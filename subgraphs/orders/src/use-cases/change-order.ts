import type { OrdersTransaction } from '../data/database.js';
import { type OrderChange, writeChange } from '../data/order.repository.js';
import type { Order } from '../domain/order.js';
import { canBecome } from '../domain/order-status.js';
import type { OrdersDependencies } from './dependencies.js';

/**
 * The only way an order changes: one version, one event, within the status table.
 *
 * @param order  locked in this transaction
 * @throws Error  for a change of status that the table does not know; whoever asks must have looked
 */
export async function changeOrder(tx: OrdersTransaction, order: Order, change: OrderChange): Promise<Order> {
  const { status = order.status } = change;
  if (status !== order.status && !canBecome(order.status, status)) {
    throw new Error(`An order that is ${order.status} can't become ${status}`);
  }
  return writeChange(tx, order, change);
}

/** Where those who follow an order wait. */
export function orderTopic(orderId: string): string {
  return `order:${orderId}`;
}

/** Wakes those who follow the order; call it once the change is committed. */
export function wakeFollowers({ live }: Pick<OrdersDependencies, 'live'>, orderId: string): void {
  live.publish(orderTopic(orderId), null);
}
