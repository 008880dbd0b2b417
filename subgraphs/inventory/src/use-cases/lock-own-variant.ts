import { hasRole, type Member, NotFoundError } from '@souk/subgraph-kit';
import { lockVariants } from '../data/stock.repository.js';
import type { InventoryTransaction } from './dependencies.js';

/** Locks a variant for its seller or an admin. @throws NotFoundError  for one that is not known or somebody else's */
export async function lockOwnVariant(tx: InventoryTransaction, member: Member, variantId: string): Promise<void> {
  const [variant] = await lockVariants(tx, [variantId]);
  if (!variant) throw new NotFoundError('Variant');
  if (variant.sellerId !== member.id && !hasRole(member, 'ADMIN')) throw new NotFoundError('Variant');
}
