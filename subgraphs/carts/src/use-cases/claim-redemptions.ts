import type { CartsTransaction } from '../data/database.js';
import {
  countUses,
  countUsesOfCustomer,
  type Redemption,
  releaseRedemptions,
  saveClaims,
} from '../data/redemption.repository.js';

export interface RedemptionClaim {
  readonly orderId: string;
  /** null: nobody whom a limit per customer could count */
  readonly customer: string | null;
  /** promotions with a limit that this order is to use */
  readonly promotionIds: readonly string[];
  /** of this order, locked, none of them released */
  readonly earlier: readonly Redemption[];
  readonly heldUntil: Date;
}

/**
 * Claims one use of each promotion for an order, or of none: a limit is a condition of the UPDATE that counts. What the order claimed
 * before is kept and not counted again; what it no longer needs is released.
 *
 * @returns the promotions that are used up; empty when all were claimed
 * Source: docs/decisions/0021-promotions.md
 */
export async function claimRedemptions(tx: CartsTransaction, claim: RedemptionClaim): Promise<readonly string[]> {
  const { orderId, customer, promotionIds, earlier, heldUntil } = claim;
  const wanted = promotionIds.filter((id) => !earlier.some(({ promotionId }) => promotionId === id));
  const needless = earlier.filter(({ promotionId }) => !promotionIds.includes(promotionId));
  await releaseRedemptions(tx, orderId, needless);
  const usedUp = await countAll(tx, wanted, customer);
  if (usedUp.length > 0) return usedUp;
  const kept = earlier.filter(({ promotionId, state }) => state === 'CLAIMED' && promotionIds.includes(promotionId));
  const claims = [...wanted, ...kept.map(({ promotionId }) => promotionId)];
  await saveClaims(
    tx,
    claims.map((promotionId) => ({ orderId, promotionId, customer, heldUntil })),
  );
  return [];
}

/** @returns those whose limit is reached; then none was counted */
async function countAll(tx: CartsTransaction, wanted: readonly string[], customer: string | null): Promise<string[]> {
  if (wanted.length === 0) return [];
  try {
    await tx.transaction(async (inner) => {
      refuseMissing(wanted, await countUses(inner, wanted));
      if (customer !== null) refuseMissing(wanted, await countUsesOfCustomer(inner, customer, wanted));
    });
    return [];
  } catch (error) {
    if (error instanceof UsedUpError) return error.promotionIds;
    throw error;
  }
}

function refuseMissing(wanted: readonly string[], counted: readonly string[]): void {
  const missing = wanted.filter((id) => !counted.includes(id));
  if (missing.length > 0) throw new UsedUpError(missing);
}

/** Rolls back to the savepoint. */
class UsedUpError extends Error {
  override readonly name = 'UsedUpError';
  readonly promotionIds: string[];

  constructor(promotionIds: string[]) {
    super('A promotion is used up');
    this.promotionIds = promotionIds;
  }
}
