import type DataLoader from 'dataloader';
import { inArray } from 'drizzle-orm';
import type { OrderDocument } from '../domain/order-document.js';
import type { OrderNote } from '../domain/order-note.js';
import type { Return, ReturnLine } from '../domain/return.js';
import type { OrdersReader } from './database.js';
import { many } from './keyed-loaders.js';
import { orderDocuments, orderNotes, returnLines, returns } from './tables.js';

/** What comes after the sale, one statement per kind and batch. */
export interface AfterSaleLoaders {
  /** the following by order id, oldest first */
  readonly returns: DataLoader<string, Return[]>;
  readonly notes: DataLoader<string, OrderNote[]>;
  readonly documents: DataLoader<string, OrderDocument[]>;
  /** by return id */
  readonly returnLines: DataLoader<string, ReturnLine[]>;
}

export function createAfterSaleLoaders(db: OrdersReader): AfterSaleLoaders {
  return {
    returns: many(
      (ids) => db.select().from(returns).where(inArray(returns.orderId, ids)).orderBy(returns.requestedAt, returns.id),
      ({ orderId }) => orderId,
    ),
    notes: many(
      (ids) =>
        db
          .select()
          .from(orderNotes)
          .where(inArray(orderNotes.orderId, ids))
          .orderBy(orderNotes.createdAt, orderNotes.id),
      ({ orderId }) => orderId,
    ),
    documents: many(
      (ids) =>
        db
          .select()
          .from(orderDocuments)
          .where(inArray(orderDocuments.orderId, ids))
          .orderBy(orderDocuments.issuedAt, orderDocuments.number),
      ({ orderId }) => orderId,
    ),
    returnLines: many(
      (ids) => db.select().from(returnLines).where(inArray(returnLines.returnId, ids)),
      ({ returnId }) => returnId,
    ),
  };
}
