import { InvalidInputError, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import type { CartsTransaction } from '../data/database.js';
import { findPromotions, insertPromotion } from '../data/promotion.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import { normalCode, type Promotion, type PromotionTerms } from '../domain/promotion.js';
import type { CartsDependencies } from './dependencies.js';

const created = z.object({ promotionId: z.uuid() });

/**
 * Begins a promotion; carts take it from `startsAt` on.
 *
 * @param input.terms.startsAt  null: now
 * @param input.userId  the admin who asks; idempotency keys are his own
 * @returns  the promotion as it is, also when the key was used before
 * @throws InvalidInputError  when it would end before it starts
 * @throws CartProblemsError  PROMOTION_CODE_TAKEN, by a promotion that was not archived
 * @throws IdempotencyKeyReusedError
 */
export function createPromotion(
  { database, clock }: CartsDependencies,
  input: {
    userId: string;
    idempotencyKey: string | null;
    terms: Omit<PromotionTerms, 'startsAt'> & { readonly startsAt: Date | null };
  },
): Promise<Promotion> {
  const { userId, idempotencyKey, terms } = input;
  const startsAt = terms.startsAt ?? clock();
  requireOrder({ startsAt, endsAt: terms.endsAt });
  const once = { scope: `user:${userId}/promotionCreate`, key: idempotencyKey, input: terms };
  return database.db.transaction(async (tx) => {
    const { promotionId } = await runOnce(tx, once, created, () => insertNew(tx, { ...terms, startsAt }));
    const [promotion] = await findPromotions(tx, [promotionId]);
    if (!promotion) throw new Error('Promotions are never deleted');
    return promotion;
  });
}

/** @throws InvalidInputError  when it would end before it starts */
export function requireOrder({ startsAt, endsAt }: Pick<Promotion, 'startsAt' | 'endsAt'>): void {
  if (endsAt && endsAt <= startsAt) throw new InvalidInputError('endsAt must be after startsAt', ['input', 'endsAt']);
}

async function insertNew(tx: CartsTransaction, terms: PromotionTerms): Promise<{ promotionId: string }> {
  const code = terms.code === null ? null : normalCode(terms.code);
  const promotion = await insertPromotion(tx, { ...terms, code });
  if (promotion) return { promotionId: promotion.id };
  const path = ['input', 'code'];
  throw new CartProblemsError(plainProblem('PROMOTION_CODE_TAKEN', 'Another promotion has this code', path));
}
