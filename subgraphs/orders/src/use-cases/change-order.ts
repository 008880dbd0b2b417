import type { OrdersTransaction } from '../data/database.js';
import { type OrderChange, writeChange } from '../data/order.repository.js';
import { canBeFulfilled } from '../domain/fulfilment-status.js';
import type { Order } from '../domain/order.js';
import type { OrderEventKind } from '../domain/order-event-kind.js';
import { transitionOf } from '../domain/order-status.js';
import { canBePaid } from '../domain/payment-status.js';
import type { OrdersDependencies } from './dependencies.js';

/**
 * The only way an order changes: one version, one event, within the tables of the order's status, of its payment and of its fulfilment.
 *
 * @param order  locked in this transaction
 * @throws Error  for a change that the tables do not know; whoever asks must have looked
 */
export async function changeOrder(tx: OrdersTransaction, order: Order, change: OrderChange): Promise<Order> {
  const { status = order.status, fulfillmentStatus = order.fulfillmentStatus, kind } = change;
  if (status !== order.status) requireTransition(order, { ...order, ...change, status }, kind);
  const { paymentStatus = order.paymentStatus } = change;
  if (paymentStatus !== order.paymentStatus && !canBePaid(order.paymentStatus, paymentStatus, kind)) {
    throw new Error(`A payment that is ${order.paymentStatus} can't become ${paymentStatus} by ${kind}`);
  }
  const isMoved = fulfillmentStatus !== order.fulfillmentStatus;
  if (isMoved && !canBeFulfilled(order.fulfillmentStatus, fulfillmentStatus)) {
    throw new Error(`Goods that are ${order.fulfillmentStatus} can't become ${fulfillmentStatus}`);
  }
  return writeChange(tx, order, change);
}

function requireTransition(from: Order, to: Order, kind: OrderEventKind): void {
  const transition = transitionOf(from.status, to.status);
  if (transition?.kinds.includes(kind) && transition.guard(to)) return;
  const standing = `${to.paymentStatus}, ${to.fulfillmentStatus}`;
  throw new Error(`An order that is ${from.status} can't become ${to.status} by ${kind}, being ${standing}`);
}

/** Where those who follow an order wait. */
export function orderTopic(orderId: string): string {
  return `order:${orderId}`;
}

/** Wakes those who follow the order; call it once the change is committed. */
export function wakeFollowers({ live }: Pick<OrdersDependencies, 'live'>, orderId: string): void {
  live.publish(orderTopic(orderId), null);
}
