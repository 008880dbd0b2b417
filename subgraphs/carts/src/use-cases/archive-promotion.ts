import { NotFoundError } from '@souk/subgraph-kit';
import { archivePromotion as writeArchived } from '../data/promotion.repository.js';
import type { Promotion } from '../domain/promotion.js';
import type { CartsDependencies } from './dependencies.js';

/** Ends a promotion now, also in carts that have its coupon. Archiving again changes nothing. @throws NotFoundError */
export async function archivePromotion(
  { database, clock }: CartsDependencies,
  { promotionId }: { promotionId: string },
): Promise<Promotion> {
  const archived = await writeArchived(database.db, promotionId, clock());
  if (!archived) throw new NotFoundError('Promotion');
  return archived;
}
