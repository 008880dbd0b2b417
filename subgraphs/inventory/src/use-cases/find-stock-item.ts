import { hasRole, isId, type Member } from '@souk/subgraph-kit';
import { findItemWithSeller, type StockItemRow } from '../data/stock.repository.js';
import type { InventoryDependencies } from './dependencies.js';

/** @returns null when there is none, or when its variant is another seller's */
export async function findStockItemFor(
  { db }: InventoryDependencies,
  member: Member,
  { variantId, warehouseId }: { variantId: string; warehouseId: string },
): Promise<StockItemRow | null> {
  if (!isId(variantId) || !isId(warehouseId)) return null;
  const found = await findItemWithSeller(db, { variantId, warehouseId });
  if (!found) return null;
  return found.sellerId === member.id || hasRole(member, 'ADMIN') ? found.item : null;
}
