import { and, eq } from 'drizzle-orm';
import type { CartsReader, CartsTransaction } from './database.js';
import { backInStockRequests } from './tables.js';

/** Whoever waits already goes on waiting. */
export async function saveBackInStockRequest(
  tx: CartsTransaction,
  request: { variantId: string; userId: string; createdAt: Date },
): Promise<void> {
  await tx.insert(backInStockRequests).values(request).onConflictDoNothing();
}

/** Whoever does not wait goes on not waiting. */
export async function removeBackInStockRequest(
  db: CartsReader,
  { variantId, userId }: { variantId: string; userId: string },
): Promise<void> {
  await db
    .delete(backInStockRequests)
    .where(and(eq(backInStockRequests.variantId, variantId), eq(backInStockRequests.userId, userId)));
}

/** Ends the waiting for a variant. @returns the members who waited, any order */
export async function takeBackInStockRequests(tx: CartsTransaction, variantId: string): Promise<string[]> {
  const taken = await tx
    .delete(backInStockRequests)
    .where(eq(backInStockRequests.variantId, variantId))
    .returning({ userId: backInStockRequests.userId });
  return taken.map(({ userId }) => userId);
}
