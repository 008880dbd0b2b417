import { eq } from 'drizzle-orm';
import type { CartsTransaction } from './database.js';
import { backInStockRequests } from './tables.js';

/** Whoever waits already goes on waiting. */
export async function saveBackInStockRequest(
  tx: CartsTransaction,
  request: { variantId: string; userId: string; createdAt: Date },
): Promise<void> {
  await tx.insert(backInStockRequests).values(request).onConflictDoNothing();
}

/** Ends the waiting for a variant. @returns the members who waited, any order */
export async function takeBackInStockRequests(tx: CartsTransaction, variantId: string): Promise<string[]> {
  const taken = await tx
    .delete(backInStockRequests)
    .where(eq(backInStockRequests.variantId, variantId))
    .returning({ userId: backInStockRequests.userId });
  return taken.map(({ userId }) => userId);
}
