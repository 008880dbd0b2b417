import type { Member } from '@souk/subgraph-kit';
import { changeThreshold } from '../data/stock.repository.js';
import type { InventoryDependencies } from './dependencies.js';
import { lockOwnVariant } from './lock-own-variant.js';
import { publishStockChanged } from './publish-stock-changed.js';

/**
 * From how many pieces on the seller is told that a variant runs low, by an admin or the seller.
 *
 * @param threshold  null: never
 * @throws NotFoundError  for a variant that is not known or somebody else's
 * Emits `stock-ran-low` when there are no more than that now, and `stock-changed`.
 */
export async function setLowStockThreshold(
  { db, outbox }: InventoryDependencies,
  { member, variantId, threshold }: { member: Member; variantId: string; threshold: number | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnVariant(tx, member, variantId);
    await changeThreshold(tx, { variantId, threshold });
    await publishStockChanged(tx, outbox, [variantId]);
  });
}
