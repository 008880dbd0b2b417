import { InvalidInputError, runOnce } from '@souk/subgraph-kit';
import { z } from 'zod';
import { insertPromotion } from '../data/promotion.repository.js';
import { CartProblemsError, plainProblem } from '../domain/cart.errors.js';
import { normalCode, type Promotion } from '../domain/promotion.js';
import type { CartsDependencies } from './dependencies.js';

const answer: z.ZodType<Promotion> = z.object({
  id: z.uuid(),
  code: z.string(),
  percentOff: z.int(),
  startsAt: z.coerce.date(),
  endsAt: z.coerce.date().nullable(),
  archivedAt: z.null(),
});

/**
 * Begins a percentage coupon; carts take it from `startsAt` on.
 *
 * @param input.startsAt  null: now
 * @param input.userId  the admin who asks; idempotency keys are his own
 * @throws InvalidInputError  when it would end before it starts
 * @throws CartProblemsError  PROMOTION_CODE_TAKEN, by a promotion that was not archived
 * @throws IdempotencyKeyReusedError
 */
export function createPromotion(
  { database, clock }: CartsDependencies,
  input: Pick<Promotion, 'code' | 'percentOff' | 'endsAt'> & {
    startsAt: Date | null;
    userId: string;
    idempotencyKey: string | null;
  },
): Promise<Promotion> {
  const { userId, idempotencyKey, ...facts } = input;
  const startsAt = facts.startsAt ?? clock();
  if (facts.endsAt && facts.endsAt <= startsAt) {
    throw new InvalidInputError('endsAt must be after startsAt', ['input', 'endsAt']);
  }
  const once = { scope: `user:${userId}/promotionCreate`, key: idempotencyKey, input: facts };
  return database.db.transaction((tx) =>
    runOnce(tx, once, answer, async () => {
      const promotion = await insertPromotion(tx, { ...facts, startsAt, code: normalCode(facts.code) });
      if (promotion) return promotion;
      const path = ['input', 'code'];
      throw new CartProblemsError(plainProblem('PROMOTION_CODE_TAKEN', 'Another promotion has this code', path));
    }),
  );
}
