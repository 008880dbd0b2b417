import type { OrdersContext } from '../context.js';
import type { Order } from '../domain/order.js';
import { mayRead } from '../domain/order-access.js';
import { type OrderType, toOrder } from './order.type.js';

/** @returns null for an order that is not there, and for one that the viewer may not see */
export async function findReadableOrder({ loaders, viewer }: OrdersContext, id: string): Promise<Order | null> {
  const order = await loaders.order.load(id.toLowerCase());
  if (!order) return null;
  const sellerIds = await loaders.sellerIds.load(order.id);
  return mayRead(viewer, { userId: order.userId, sellerIds }) ? order : null;
}

/** The order as it is after a change that this request made; the change has checked that the viewer may. */
export async function rereadOrder({ loaders }: OrdersContext, id: string): Promise<OrderType | null> {
  loaders.forget();
  const order = await loaders.order.load(id);
  return order && toOrder(order);
}
