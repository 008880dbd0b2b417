import { removeBackInStockRequest } from '../data/back-in-stock.repository.js';
import type { CartsDependencies } from './dependencies.js';

/** A member does not want to be told of a variant any more. What is told already may still be on its way. Safe to repeat. */
export async function stopAwaitingStock(
  { database: { db } }: Pick<CartsDependencies, 'database'>,
  request: { variantId: string; userId: string },
): Promise<void> {
  await removeBackInStockRequest(db, request);
}
