import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { ReceivedPieces, Return, ReturnLine } from '../domain/return.js';
import type { SentPieces } from '../domain/returnable.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { orderLines, refunds, returnLines, returns, shipmentLines, shipments } from './tables.js';

export async function insertReturn(tx: OrdersTransaction, goods: Return, lines: readonly ReturnLine[]): Promise<void> {
  await tx.insert(returns).values(goods);
  await tx.insert(returnLines).values([...lines]);
}

/** It changes only while its order is locked. */
export async function findReturn(db: OrdersReader, id: string): Promise<Return | null> {
  const [goods] = await db.select().from(returns).where(eq(returns.id, id));
  return goods ?? null;
}

export async function linesOfReturn(db: OrdersReader, returnId: string): Promise<ReturnLine[]> {
  return db.select().from(returnLines).where(eq(returnLines.returnId, returnId));
}

export async function updateReturn(
  tx: OrdersTransaction,
  id: string,
  values: Partial<Omit<Return, 'id' | 'orderId' | 'sellerId'>>,
): Promise<Return> {
  const [goods] = await tx.update(returns).set(values).where(eq(returns.id, id)).returning();
  if (!goods) throw new Error(`Return ${id} is gone`);
  return goods;
}

/** The lines of all returns of the order, with where each return is. */
export async function returnedLinesOfOrder(db: OrdersReader, orderId: string) {
  return db
    .select({ ...getTableColumns(returnLines), status: returns.status })
    .from(returnLines)
    .innerJoin(returns, eq(returns.id, returnLines.returnId))
    .where(eq(returns.orderId, orderId));
}

/** Everything that left, with when it arrived. */
export async function deliveriesOfOrder(db: OrdersReader, orderId: string): Promise<SentPieces[]> {
  return db
    .select({
      orderLineId: shipmentLines.orderLineId,
      quantity: shipmentLines.quantity,
      deliveredAt: shipments.deliveredAt,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .where(eq(shipments.orderId, orderId));
}

/** Notes what came, on the return's lines and on the order's, in one statement each. The CHECKs refuse more than was announced or sent. */
export async function writeReceived(
  tx: OrdersTransaction,
  returnId: string,
  received: readonly ReceivedPieces[],
): Promise<void> {
  const came = sql`json_to_recordset(${JSON.stringify(received)}::json)
    as came("lineId" uuid, restocked int, "writtenOff" int)`;
  await tx.execute(sql`
    update ${returnLines} set restocked_quantity = came.restocked, written_off_quantity = came."writtenOff"
    from ${came} where return_id = ${returnId} and order_line_id = came."lineId"`);
  await tx.execute(sql`
    update ${orderLines} set returned_quantity = returned_quantity + came.restocked + came."writtenOff"
    from ${came} where id = came."lineId"`);
}

export async function amountOfRefund(db: OrdersReader, refundId: string): Promise<number> {
  const [refund] = await db.select({ amountMinor: refunds.amountMinor }).from(refunds).where(eq(refunds.id, refundId));
  return refund?.amountMinor ?? 0;
}
