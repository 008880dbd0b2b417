import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import type { Order, OrderEvent, OrderLine } from '../domain/order.js';
import type { OrderParties } from '../domain/order-access.js';
import type { OrderPart } from '../domain/seller-part.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { orderEvents, orderLines, orderSellers, orders } from './tables.js';

export interface NewOrder {
  readonly order: Order & { readonly cartVersion: number };
  /** at least one, in the order of the cart */
  readonly lines: readonly OrderLine[];
  readonly event: OrderEvent;
}

/**
 * Writes an order with its lines, its sellers and its first event.
 *
 * @returns false, and nothing is written, when its id or its number is taken
 */
export async function insertOrder(tx: OrdersTransaction, { order, lines, event }: NewOrder): Promise<boolean> {
  const inserted = await tx.insert(orders).values(order).onConflictDoNothing().returning({ id: orders.id });
  if (inserted.length === 0) return false;
  const sellerIds = [...new Set(lines.map(({ sellerId }) => sellerId))];
  await tx.insert(orderLines).values(lines.map((line, position) => ({ ...line, position })));
  await tx
    .insert(orderSellers)
    .values(sellerIds.map((sellerId) => ({ orderId: order.id, sellerId, createdAt: order.createdAt })));
  await tx.insert(orderEvents).values(event);
  return true;
}

export async function findOrder(db: OrdersReader, id: string): Promise<Order | null> {
  const [order] = await db.select().from(orders).where(eq(orders.id, id));
  return order ?? null;
}

/** @returns null for an id that is no part's */
export async function findPart(db: OrdersReader, id: string): Promise<OrderPart | null> {
  const [part] = await db.select().from(orderSellers).where(eq(orderSellers.id, id));
  return part ?? null;
}

/** The order as it is, and nobody else changes it until the transaction ends. */
export async function lockOrder(tx: OrdersTransaction, id: string): Promise<Order | null> {
  const [order] = await tx.select().from(orders).where(eq(orders.id, id)).for('update');
  return order ?? null;
}

export async function findOrderByNumber(db: OrdersReader, number: string, email: string): Promise<Order | null> {
  const [order] = await db
    .select()
    .from(orders)
    .where(and(eq(orders.number, number), eq(sql`lower(${orders.email})`, email.toLowerCase())));
  return order ?? null;
}

/** @returns lines in the order of the cart */
export async function linesOfOrder(db: OrdersReader, orderId: string): Promise<OrderLine[]> {
  return db.select().from(orderLines).where(eq(orderLines.orderId, orderId)).orderBy(orderLines.position);
}

export async function partiesOf(db: OrdersReader, order: Order): Promise<OrderParties> {
  const rows = await db.select().from(orderSellers).where(eq(orderSellers.orderId, order.id));
  return { userId: order.userId, sellerIds: rows.map(({ sellerId }) => sellerId) };
}

/** Nobody else makes an order of the cart until the transaction ends. */
export async function lockCart(tx: OrdersTransaction, cartId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${cartId}::text, 0))`);
}

/** True when there is an order of this very content of a cart that was not cancelled, other than `orderId`. */
export async function isCartOrdered(
  db: OrdersReader,
  { cartId, cartVersion, orderId }: { cartId: string; cartVersion: number; orderId: string },
): Promise<boolean> {
  const ordered = await db
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.cartId, cartId),
        eq(orders.cartVersion, cartVersion),
        ne(orders.status, 'CANCELLED'),
        ne(orders.id, orderId),
      ),
    )
    .limit(1);
  return ordered.length > 0;
}

export type OrderChange = Pick<OrderEvent, 'kind' | 'message' | 'at'> &
  Partial<Pick<Order, 'status' | 'paymentStatus' | 'fulfillmentStatus' | 'estimatedDeliveryAt'>>;

/**
 * Makes one change: the version goes up by one and the timeline gets the event of that version.
 *
 * @param order  as it was read in this transaction
 * @returns the order after the change
 * @throws Error  when somebody changed the order since it was read; it should have been locked
 */
export async function writeChange(tx: OrdersTransaction, order: Order, change: OrderChange): Promise<Order> {
  const { kind, message, at, ...values } = change;
  const [changed] = await tx
    .update(orders)
    .set({ ...values, version: sql`${orders.version} + 1`, updatedAt: at })
    .where(and(eq(orders.id, order.id), eq(orders.version, order.version)))
    .returning();
  if (!changed) throw new Error(`Order ${order.id} is no longer at version ${order.version}`);
  await tx.insert(orderEvents).values({
    orderId: order.id,
    version: changed.version,
    kind,
    status: changed.status,
    previousStatus: order.status,
    message,
    at,
  });
  return changed;
}

export type EventSelection = 'everything' | 'changes of status';

/** @returns at most `limit` events with a version above `version`, in their order */
export async function eventsAfter(
  db: OrdersReader,
  { orderId, version, kind, limit }: { orderId: string; version: number; kind: EventSelection; limit: number },
): Promise<OrderEvent[]> {
  const isChange = sql`${orderEvents.status} is distinct from ${orderEvents.previousStatus}`;
  return db
    .select()
    .from(orderEvents)
    .where(
      and(
        eq(orderEvents.orderId, orderId),
        gt(orderEvents.version, version),
        kind === 'everything' ? undefined : isChange,
      ),
    )
    .orderBy(orderEvents.version)
    .limit(limit);
}

/** @returns the orders that exist, in no order */
export async function findOrders(db: OrdersReader, ids: readonly string[]): Promise<Order[]> {
  return db
    .select()
    .from(orders)
    .where(inArray(orders.id, [...ids]));
}
