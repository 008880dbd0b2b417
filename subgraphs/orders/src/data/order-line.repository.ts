import { sql } from 'drizzle-orm';
import type { ArrivedPieces, BackorderedPieces } from '../domain/order.js';
import type { OrdersTransaction } from './database.js';
import { orderLines } from './tables.js';

/** Notes what the order's lines wait for; those that are not named wait for nothing. One statement. */
export async function setBackordered(
  tx: OrdersTransaction,
  orderId: string,
  backordered: readonly BackorderedPieces[],
): Promise<void> {
  await tx.execute(sql`
    update ${orderLines} as line
    set backordered_quantity = coalesce(told.quantity, 0), backorder_lead_days = told."leadDays"
    from ${orderLines} as own left join json_to_recordset(${JSON.stringify(backordered)}::json)
      as told("variantId" uuid, quantity integer, "leadDays" integer) on told."variantId" = own.variant_id
    where own.order_id = ${orderId} and line.id = own.id`);
}

/** One statement. */
export async function addArrived(
  tx: OrdersTransaction,
  orderId: string,
  arrived: readonly ArrivedPieces[],
): Promise<void> {
  await tx.execute(sql`
    update ${orderLines} as line set arrived_quantity = line.arrived_quantity + told.quantity
    from json_to_recordset(${JSON.stringify(arrived)}::json) as told("variantId" uuid, quantity integer)
    where line.order_id = ${orderId} and line.variant_id = told."variantId"`);
}
