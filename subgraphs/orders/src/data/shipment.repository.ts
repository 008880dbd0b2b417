import { and, eq, isNull } from 'drizzle-orm';
import type { Shipment, ShipmentLine } from '../domain/order.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { orderLines, shipmentLines, shipments } from './tables.js';

export async function insertShipment(
  tx: OrdersTransaction,
  shipment: Shipment,
  lines: readonly ShipmentLine[],
): Promise<void> {
  await tx.insert(shipments).values(shipment);
  await tx.insert(shipmentLines).values([...lines]);
}

export async function findShipment(db: OrdersReader, id: string): Promise<Shipment | null> {
  const [shipment] = await db.select().from(shipments).where(eq(shipments.id, id));
  return shipment ?? null;
}

/** Everything that left, of all shipments of the order. */
export async function sentLines(db: OrdersReader, orderId: string): Promise<ShipmentLine[]> {
  return db
    .select({
      shipmentId: shipmentLines.shipmentId,
      orderLineId: shipmentLines.orderLineId,
      quantity: shipmentLines.quantity,
    })
    .from(shipmentLines)
    .innerJoin(shipments, eq(shipments.id, shipmentLines.shipmentId))
    .where(eq(shipments.orderId, orderId));
}

/** Whose pieces are in the parcel. */
export async function sellersOfShipment(db: OrdersReader, shipmentId: string): Promise<string[]> {
  const rows = await db
    .selectDistinct({ sellerId: orderLines.sellerId })
    .from(shipmentLines)
    .innerJoin(orderLines, eq(orderLines.id, shipmentLines.orderLineId))
    .where(eq(shipmentLines.shipmentId, shipmentId));
  return rows.map(({ sellerId }) => sellerId);
}

/** @returns false when it had arrived before */
export async function markDelivered(tx: OrdersTransaction, shipmentId: string, at: Date): Promise<boolean> {
  const marked = await tx
    .update(shipments)
    .set({ deliveredAt: at })
    .where(and(eq(shipments.id, shipmentId), isNull(shipments.deliveredAt)))
    .returning({ id: shipments.id });
  return marked.length > 0;
}

export async function countUndelivered(db: OrdersReader, orderId: string): Promise<number> {
  return db.$count(shipments, and(eq(shipments.orderId, orderId), isNull(shipments.deliveredAt)));
}
