import type { OrdersContext } from '../context.js';
import { maySeePart, sightOf } from '../domain/order-access.js';
import type { SeenOrder } from './in-sight.js';
import { type OrderType, toOrder } from './order.type.js';

/**
 * @param id  the order's, or that of a seller's part of it
 * @returns null for an order that is not there, and for one that the viewer may not see
 */
export async function findReadableOrder(context: OrdersContext, id: string): Promise<SeenOrder | null> {
  const { loaders, viewer } = context;
  const order = await loaders.order.load(id.toLowerCase());
  if (!order) return findReadablePart(context, id);
  const sight = sightOf(viewer, order.userId, await loaders.parts.load(order.id));
  return sight && { order, sight };
}

/** @returns null for a part that is not there, and for one that the viewer may not see */
export async function findReadablePart({ loaders, viewer }: OrdersContext, id: string): Promise<SeenOrder | null> {
  const part = await loaders.part.load(id.toLowerCase());
  if (!part || !maySeePart(viewer, part)) return null;
  const order = await loaders.order.load(part.orderId);
  return order && { order, sight: { kind: 'part', part } };
}

/** The order as it is after a change that this request made, as far as the viewer may see it. */
export async function rereadOrder(context: OrdersContext, id: string): Promise<OrderType | null> {
  context.loaders.forget();
  const seen = await findReadableOrder(context, id);
  return seen && toOrder(seen);
}
