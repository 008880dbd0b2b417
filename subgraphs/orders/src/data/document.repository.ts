import { eq, sql } from 'drizzle-orm';
import { type DocumentKind, documentNumber, type OrderDocument } from '../domain/order-document.js';
import type { Refund } from '../domain/payment.js';
import type { OrdersReader, OrdersTransaction } from './database.js';
import { documentSeries, orderDocuments, refunds } from './tables.js';

/**
 * Gives a document the next number of its kind. Whoever is next waits until this transaction ends, and gets the same number when it is
 * rolled back.
 */
export async function issueDocument(
  tx: OrdersTransaction,
  document: Omit<OrderDocument, 'number'>,
): Promise<OrderDocument> {
  const issued = { ...document, number: await nextNumber(tx, document.kind) };
  await tx.insert(orderDocuments).values(issued);
  return issued;
}

async function nextNumber(tx: OrdersTransaction, kind: DocumentKind): Promise<string> {
  const [series] = await tx
    .insert(documentSeries)
    .values({ kind, issued: 1 })
    .onConflictDoUpdate({ target: documentSeries.kind, set: { issued: sql`${documentSeries.issued} + 1` } })
    .returning({ issued: documentSeries.issued });
  if (!series) throw new Error(`No number for a document of kind ${kind}`);
  return documentNumber(kind, series.issued);
}

export async function findDocument(db: OrdersReader, id: string): Promise<OrderDocument | null> {
  const [document] = await db.select().from(orderDocuments).where(eq(orderDocuments.id, id));
  return document ?? null;
}

export async function documentsOfOrder(db: OrdersReader, orderId: string): Promise<OrderDocument[]> {
  return db.select().from(orderDocuments).where(eq(orderDocuments.orderId, orderId)).orderBy(orderDocuments.number);
}

/** Oldest first, whatever became of them. */
export async function refundsOfOrder(db: OrdersReader, orderId: string): Promise<Refund[]> {
  return db.select().from(refunds).where(eq(refunds.orderId, orderId)).orderBy(refunds.createdAt, refunds.id);
}
