import { and, eq, lt } from 'drizzle-orm';
import type { ProductsTransaction } from './database.js';
import { variants } from './tables.js';

/** @returns false when the variant is unknown or has heard a newer word */
export async function setAvailableQuantity(
  tx: ProductsTransaction,
  { variantId, availableQuantity, version }: { variantId: string; availableQuantity: number; version: number },
): Promise<boolean> {
  const updated = await tx
    .update(variants)
    .set({ availableQuantity, stockVersion: version })
    .where(and(eq(variants.id, variantId), lt(variants.stockVersion, version)))
    .returning({ id: variants.id });
  return updated.length > 0;
}
