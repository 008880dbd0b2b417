import { eq, sql } from 'drizzle-orm';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { exchanges, orders } from './tables.js';

/**
 * Lets an order take the place of a return, in one conditional statement. Safe to repeat with the same order.
 *
 * @returns false while another order has that place: one that was written and not cancelled
 */
export async function claimExchange(db: OrdersReader, returnId: string, orderId: string): Promise<boolean> {
  const claimed = await db
    .insert(exchanges)
    .values({ returnId, orderId })
    .onConflictDoUpdate({
      target: exchanges.returnId,
      set: { orderId },
      setWhere: sql`${exchanges.orderId} = ${orderId} or not exists (
        select 1 from ${orders} where ${orders.id} = ${exchanges.orderId} and ${orders.status} <> 'CANCELLED')`,
    })
    .returning({ returnId: exchanges.returnId });
  return claimed.length > 0;
}

/** @returns the return whose place the order takes */
export async function exchangedReturn(db: OrdersReader, orderId: string): Promise<string | null> {
  const [exchange] = await db.select().from(exchanges).where(eq(exchanges.orderId, orderId));
  return exchange?.returnId ?? null;
}

export const SETTLE_EXCHANGE = 'settle-exchange';

/** Has the return of a paid exchange refunded once the transaction commits; nothing for any other order. */
export async function queueExchange(tx: OrdersTransaction, orderId: string): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(${SETTLE_EXCHANGE}::text, json_build_object('orderId', ${orderId}::text))
    from ${exchanges} where ${exchanges.orderId} = ${orderId}`);
}
