import { inArray } from 'drizzle-orm';
import type { OrdersReader } from './database.js';
import { orders } from './tables.js';

export interface OrderStanding {
  readonly orderId: string;
  readonly isCancelled: boolean;
}

/** Any order; ids of no order are left out. */
export async function findStandings(db: OrdersReader, orderIds: readonly string[]): Promise<OrderStanding[]> {
  const found = await db
    .select({ orderId: orders.id, status: orders.status })
    .from(orders)
    .where(inArray(orders.id, [...orderIds]));
  return found.map(({ orderId, status }) => ({ orderId, isCancelled: status === 'CANCELLED' }));
}
