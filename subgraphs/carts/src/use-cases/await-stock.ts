import { runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { saveBackInStockRequest } from '../data/back-in-stock.repository.js';
import { findVariants, holdStock } from '../data/catalogue.repository.js';
import { CartProblemsError, plainProblem, unavailableVariant } from '../domain/cart.errors.js';
import type { CartsDependencies } from './dependencies.js';

const answer = z.object({ isWaiting: z.literal(true) });

/**
 * Lets a member be told once when a variant that is sold out can be had again. Asking again changes nothing.
 *
 * @throws CartProblemsError  VARIANT_UNAVAILABLE: unknown or not on sale; VARIANT_IN_STOCK
 * @throws IdempotencyKeyReusedError
 */
export async function awaitStock(
  { database, clock }: CartsDependencies,
  { variantId, userId, idempotencyKey }: { variantId: string; userId: string; idempotencyKey: string | null },
): Promise<void> {
  const once = { scope: `user:${userId}/backInStockNotify`, key: idempotencyKey, input: { variantId } };
  const path = ['input', 'variantId'];
  await database.db.transaction((tx) =>
    runOnce(tx, once, answer, async () => {
      const variant = (await findVariants(tx, [variantId])).get(variantId);
      if (!variant?.isActive) throw new CartProblemsError(unavailableVariant(variantId, path));
      if (((await holdStock(tx, variantId)) ?? 0) > 0) {
        throw new CartProblemsError(plainProblem('VARIANT_IN_STOCK', 'This variant can be had now', path));
      }
      await saveBackInStockRequest(tx, { variantId, userId, createdAt: clock() });
      return { isWaiting: true as const };
    }),
  );
}
