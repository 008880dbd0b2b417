import type DataLoader from 'dataloader';
import { inArray } from 'drizzle-orm';
import type { Return, ReturnLine } from '../domain/return.js';
import type { OrdersReader } from './database.js';
import { many } from './keyed-loaders.js';
import { returnLines, returns } from './tables.js';

/** What comes after the sale, one statement per kind and batch. */
export interface AfterSaleLoaders {
  /** by order id, oldest first */
  readonly returns: DataLoader<string, Return[]>;
  /** by return id */
  readonly returnLines: DataLoader<string, ReturnLine[]>;
}

export function createAfterSaleLoaders(db: OrdersReader): AfterSaleLoaders {
  return {
    returns: many(
      (ids) => db.select().from(returns).where(inArray(returns.orderId, ids)).orderBy(returns.requestedAt, returns.id),
      ({ orderId }) => orderId,
    ),
    returnLines: many(
      (ids) => db.select().from(returnLines).where(inArray(returnLines.returnId, ids)),
      ({ returnId }) => returnId,
    ),
  };
}
