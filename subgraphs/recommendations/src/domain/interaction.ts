/** What somebody can do with a product. A SEARCH that names a product is one that ended at it. */
export const INTERACTION_TYPES = ['VIEW', 'SEARCH', 'CART', 'PURCHASE', 'REVIEW'] as const;
export type InteractionType = (typeof INTERACTION_TYPES)[number];

const STRENGTH: Readonly<Record<InteractionType, number>> = {
  VIEW: 0.2,
  SEARCH: 0.2,
  CART: 0.6,
  PURCHASE: 1,
  REVIEW: 0.8,
};

export interface Sign {
  readonly type: InteractionType;
  /** 1–5 stars of a REVIEW, where they are known */
  readonly rating?: number | null;
  /** false for what a guest's device reported: nobody vouches for it */
  readonly isVouched?: boolean;
}

/**
 * How much of a liking it shows, 0–1. A bad review shows none; what nobody vouches for weighs as a view, whatever it claims to be.
 */
export function strengthOf({ type, rating, isVouched = true }: Sign): number {
  if (!isVouched) return STRENGTH.VIEW;
  if (type !== 'REVIEW' || rating === null || rating === undefined || rating >= 4) return STRENGTH[type];
  return rating === 3 ? STRENGTH.VIEW : 0;
}

/** What is left of something after a while: 1 at once, ½ after one half-life. Times to come count as now. */
export function decay(ageDays: number, halfLifeDays: number): number {
  return ageDays <= 0 ? 1 : 2 ** (-ageDays / halfLifeDays);
}

export const DAY_MS = 86_400_000;
