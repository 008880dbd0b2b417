import { arrayLiteral } from '@souk/subgraph-kit';
import { and, count, desc, eq, getTableColumns, gt, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderPart } from '../domain/seller-part.js';
import type { OrdersReader } from './database.js';
import { orderSellers, orders, payments } from './tables.js';

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
 * The same stretch of each buyer's list, in one statement.
 *
 * @returns at most `limit` per buyer, each buyer's newest first
 */
export async function listOrdersOfBuyers(
  db: OrdersReader,
  buyerIds: readonly string[],
  { status, after, limit }: OrderStretch,
): Promise<Owned[]> {
  const page = db
    .select({ id: orders.id, createdAt: orders.createdAt })
    .from(orders)
    .where(and(eq(orders.userId, OWNER), withStatus(status), past(after, sql`(${orders.createdAt}, ${orders.id})`)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit)
    .as('page');
  return db
    .select({ ownerId: sql<string>`owners.id`, orderId: page.id })
    .from(ownersOf(buyerIds))
    .innerJoinLateral(page, sql`true`)
    .orderBy(desc(page.createdAt), desc(page.id));
}

/**
 * The same stretch of each seller's list of parts, in one statement. The status is the order's; positions are of parts.
 *
 * @returns at most `limit` per seller, each seller's newest first
 */
export async function listPartsOfSellers(
  db: OrdersReader,
  sellerIds: readonly string[],
  { status, after, limit }: OrderStretch,
): Promise<OrderPart[]> {
  const place = sql`(${orderSellers.createdAt}, ${orderSellers.id})`;
  const page = db
    .select({ ...getTableColumns(orderSellers) })
    .from(orderSellers)
    .innerJoin(orders, eq(orders.id, orderSellers.orderId))
    .where(and(eq(orderSellers.sellerId, OWNER), withStatus(status), past(after, place)))
    .orderBy(desc(orderSellers.createdAt), desc(orderSellers.id))
    .limit(limit)
    .as('page');
  return db
    .select({ id: page.id, orderId: page.orderId, sellerId: page.sellerId, createdAt: page.createdAt })
    .from(ownersOf(sellerIds))
    .innerJoinLateral(page, sql`true`)
    .orderBy(desc(page.createdAt), desc(page.id));
}

const OWNER = sql`owners.id`;

function ownersOf(ids: readonly string[]): SQL {
  return sql`unnest(${arrayLiteral(ids)}::uuid[]) as owners(id)`;
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

/** Orders of which something was sent that can't be taken from the card any more, newest first. */
export async function listOutstandingOrders(db: OrdersReader, { after, limit }: OrderStretch): Promise<string[]> {
  const rows = await db
    .select({ id: orders.id })
    .from(payments)
    .innerJoin(orders, eq(orders.id, payments.orderId))
    .where(and(IS_OUTSTANDING, past(after, sql`(${orders.createdAt}, ${orders.id})`)))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function countOutstandingOrders(db: OrdersReader): Promise<number> {
  return db.$count(payments, IS_OUTSTANDING);
}

/** As `outstandingMinor` has it. */
const IS_OUTSTANDING = and(
  gt(payments.captureDueMinor, payments.capturedMinor),
  notInArray(payments.status, ['AUTHORIZED', 'PARTIALLY_CAPTURED']),
);

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

/** @param place  of a row in the list: its moment and its id */
export function past(after: OrderPosition | null, place: SQL): SQL | undefined {
  if (!after) return undefined;
  return sql`${place} < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`;
}
