import { arrayLiteral } from '@souk/subgraph-kit';
import { and, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrdersReader } from './database.js';
import { orderSellers, orders } from './tables.js';

/** A stretch of a list of orders, newest first. */
export interface OrderStretch {
  readonly status: OrderStatus | null;
  /** the last order before the stretch */
  readonly after: OrderPosition | null;
  readonly limit: number;
}

export interface OrderPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface Owned {
  readonly ownerId: string;
  readonly orderId: string;
}

export type Ownership = 'buyer' | 'seller';

/**
 * The same stretch of each owner's list, in one statement.
 *
 * @returns at most `limit` per owner, each owner's newest first
 */
export async function listOwnedOrders(
  db: OrdersReader,
  ownership: Ownership,
  ownerIds: readonly string[],
  stretch: OrderStretch,
): Promise<Owned[]> {
  const owner = sql`owners.id`;
  const page = ownership === 'buyer' ? pageOfBuyer(db, owner, stretch) : pageOfSeller(db, owner, stretch);
  return db
    .select({ ownerId: sql<string>`owners.id`, orderId: page.id })
    .from(sql`unnest(${arrayLiteral(ownerIds)}::uuid[]) as owners(id)`)
    .innerJoinLateral(page, sql`true`)
    .orderBy(desc(page.createdAt), desc(page.id));
}

function pageOfBuyer(db: OrdersReader, owner: SQL, { status, after, limit }: OrderStretch) {
  return db
    .select({ id: orders.id, createdAt: orders.createdAt })
    .from(orders)
    .where(and(eq(orders.userId, owner), withStatus(status), past(after, sql`(${orders.createdAt}, ${orders.id})`)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit)
    .as('page');
}

function pageOfSeller(db: OrdersReader, owner: SQL, { status, after, limit }: OrderStretch) {
  const place = sql`(${orderSellers.createdAt}, ${orderSellers.orderId})`;
  return db
    .select({ id: orderSellers.orderId, createdAt: orderSellers.createdAt })
    .from(orderSellers)
    .innerJoin(orders, eq(orders.id, orderSellers.orderId))
    .where(and(eq(orderSellers.sellerId, owner), withStatus(status), past(after, place)))
    .orderBy(desc(orderSellers.createdAt), desc(orderSellers.orderId))
    .limit(limit)
    .as('page');
}

/** Everybody's orders, newest first. */
export async function listAllOrders(db: OrdersReader, { status, after, limit }: OrderStretch): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(withStatus(status), past(after, sql`(${orders.createdAt}, ${orders.id})`)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** @returns one row per owner who has any */
export async function countOwnedOrders(
  db: OrdersReader,
  ownership: Ownership,
  ownerIds: readonly string[],
  status: OrderStatus | null,
): Promise<{ ownerId: string | null; total: number }[]> {
  if (ownership === 'buyer') {
    return db
      .select({ ownerId: orders.userId, total: count() })
      .from(orders)
      .where(and(inArray(orders.userId, [...ownerIds]), withStatus(status)))
      .groupBy(orders.userId);
  }
  return db
    .select({ ownerId: orderSellers.sellerId, total: count() })
    .from(orderSellers)
    .innerJoin(orders, eq(orders.id, orderSellers.orderId))
    .where(and(inArray(orderSellers.sellerId, [...ownerIds]), withStatus(status)))
    .groupBy(orderSellers.sellerId);
}

export async function countAllOrders(db: OrdersReader, status: OrderStatus | null): Promise<number> {
  return db.$count(orders, withStatus(status));
}

function withStatus(status: OrderStatus | null): SQL | undefined {
  return status ? eq(orders.status, status) : undefined;
}

function past(after: OrderPosition | null, place: SQL): SQL | undefined {
  if (!after) return undefined;
  return sql`${place} < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
}
