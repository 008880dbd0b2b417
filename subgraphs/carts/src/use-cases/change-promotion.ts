import { NotFoundError } from '@souk/subgraph-kit';
import { lockPromotion, updatePromotion } from '../data/promotion.repository.js';
import type { Promotion, PromotionTerms } from '../domain/promotion.js';
import { requireOrder } from './create-promotion.js';
import type { CartsDependencies } from './dependencies.js';

/**
 * Decides terms of a promotion anew; its code and what it does stay. A limit below what was used already lets nobody use it again.
 *
 * @param input.terms  undefined stays as it is
 * @throws NotFoundError
 * @throws InvalidInputError  when it would end before it starts
 */
export function changePromotion(
  { database }: CartsDependencies,
  { promotionId, terms }: { promotionId: string; terms: Partial<Omit<PromotionTerms, 'code' | 'effect'>> },
): Promise<Promotion> {
  return database.db.transaction(async (tx) => {
    const promotion = await lockPromotion(tx, promotionId);
    if (!promotion) throw new NotFoundError('Promotion');
    const given = Object.fromEntries(Object.entries(terms).filter(([, term]) => term !== undefined));
    requireOrder({ ...promotion, ...given });
    return Object.keys(given).length === 0 ? promotion : updatePromotion(tx, promotionId, given);
  });
}
