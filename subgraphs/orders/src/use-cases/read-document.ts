import { documentsOfOrder, findDocument, refundsOfOrder } from '../data/document.repository.js';
import { findOrder, linesOfOrder } from '../data/order.repository.js';
import { findShipment, sentLines } from '../data/shipment.repository.js';
import type { Order, OrderLine, Shipment } from '../domain/order.js';
import type { OrderDocument } from '../domain/order-document.js';
import type { Refund } from '../domain/payment.js';
import type { OrdersDependencies } from './dependencies.js';

/** An invoice or credit note, with what it says. */
export interface ReadDocument {
  readonly document: OrderDocument;
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  /** of a credit note: why, and which invoice it takes back from */
  readonly refund: Refund | null;
  readonly invoiceNumber: string;
}

/** @returns null when there is none; whoever asks has shown that he may */
export async function readDocument(
  { database: { db } }: Pick<OrdersDependencies, 'database'>,
  id: string,
): Promise<ReadDocument | null> {
  const document = await findDocument(db, id);
  const order = document && (await findOrder(db, document.orderId));
  if (!order) return null;
  const { orderId, refundId, number } = document;
  const [lines, issued, refunds] = await Promise.all([
    linesOfOrder(db, orderId),
    documentsOfOrder(db, orderId),
    refundsOfOrder(db, orderId),
  ]);
  const invoiceNumber = issued.find(({ kind }) => kind === 'INVOICE')?.number ?? number;
  return { document, order, lines, invoiceNumber, refund: refunds.find(({ id: one }) => one === refundId) ?? null };
}

/** What lies in a parcel, as far as one seller, or anybody, has put it there. */
export interface PackingSlip {
  readonly order: Order;
  readonly shipment: Shipment;
  readonly contents: readonly Pick<OrderLine, 'sku' | 'name' | 'quantity'>[];
}

/** @param sellerId  whose pieces alone are listed; null for all. @returns null when there is no such parcel */
export async function readPackingSlip(
  { database: { db } }: Pick<OrdersDependencies, 'database'>,
  shipmentId: string,
  sellerId: string | null,
): Promise<PackingSlip | null> {
  const shipment = await findShipment(db, shipmentId);
  const order = shipment && (await findOrder(db, shipment.orderId));
  if (!order) return null;
  const [lines, sent] = await Promise.all([linesOfOrder(db, order.id), sentLines(db, order.id)]);
  const contents = lines
    .filter((line) => sellerId === null || line.sellerId === sellerId)
    .flatMap(({ id, sku, name }) =>
      sent
        .filter((pieces) => pieces.shipmentId === shipmentId && pieces.orderLineId === id)
        .map(({ quantity }) => ({ sku, name, quantity })),
    );
  return { order, shipment, contents };
}
