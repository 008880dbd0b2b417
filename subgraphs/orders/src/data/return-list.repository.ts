import { and, desc, eq, sql } from 'drizzle-orm';
import type { Return } from '../domain/return.js';
import type { ReturnStatus } from '../domain/return-status.js';
import type { OrdersReader } from './database.js';
import { type OrderPosition, past } from './order-list.repository.js';
import { returns } from './tables.js';

/** Which returns: a seller's, or everybody's. */
export interface ReturnsOf {
  readonly sellerId: string | null;
  readonly status: ReturnStatus | null;
}

/** A stretch of a list of returns, newest first. */
export interface ReturnStretch extends ReturnsOf {
  /** the last return before the stretch; `createdAt` is when it was requested */
  readonly after: OrderPosition | null;
  readonly limit: number;
}

export async function listReturns(db: OrdersReader, { after, limit, ...which }: ReturnStretch): Promise<Return[]> {
  return db
    .select()
    .from(returns)
    .where(and(isOf(which), past(after, sql`(${returns.requestedAt}, ${returns.id})`)))
    .orderBy(desc(returns.requestedAt), desc(returns.id))
    .limit(limit);
}

export async function countReturns(db: OrdersReader, which: ReturnsOf): Promise<number> {
  return db.$count(returns, isOf(which));
}

function isOf({ sellerId, status }: ReturnsOf) {
  return and(sellerId ? eq(returns.sellerId, sellerId) : undefined, status ? eq(returns.status, status) : undefined);
}
