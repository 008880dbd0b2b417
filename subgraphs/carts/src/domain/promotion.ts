import type { Currency } from '@souk/subgraph-kit';

/** Minor units by currency; a currency that is not here has none. */
export type AmountsByCurrency = Readonly<Partial<Record<Currency, number>>>;

/** Products and categories; both empty: everything. A category holds what is in the categories under it, too. */
export interface PromotionScope {
  readonly productIds: readonly string[];
  readonly categoryIds: readonly string[];
}

export type PromotionEffect =
  /** whole percent of what the lines in scope cost, 1–100 */
  | { readonly kind: 'PERCENTAGE'; readonly percentOff: number }
  /** off the lines in scope together; in other currencies the promotion does not apply */
  | { readonly kind: 'FIXED_AMOUNT'; readonly amountOff: AmountsByCurrency }
  /** the price of the cheapest way to ship; a dearer one costs the difference */
  | { readonly kind: 'FREE_SHIPPING' }
  /** for each `buyQuantity` pieces in the promotion's scope, `getQuantity` others out of `get` cost `percentOff` less; get null: out of the same scope */
  | {
      readonly kind: 'BUY_X_GET_Y';
      readonly buyQuantity: number;
      readonly getQuantity: number;
      readonly percentOff: number;
      readonly get: PromotionScope | null;
    };

export type PromotionKind = PromotionEffect['kind'];

export interface Promotion extends PromotionScope {
  readonly id: string;
  readonly name: string;
  /** upper-case; null: it applies by itself */
  readonly code: string | null;
  readonly effect: PromotionEffect;
  /** what the lines in scope must cost before any discount; empty: nothing, else other currencies are left out */
  readonly minimumSpend: AmountsByCurrency;
  /** orders in all; null: any number */
  readonly usageLimit: number | null;
  readonly usageLimitPerCustomer: number | null;
  /** orders that use it or are about to; counted while it has a limit */
  readonly usedCount: number;
  /** false: alone or not at all */
  readonly isStackable: boolean;
  /** the higher is looked at first */
  readonly priority: number;
  readonly startsAt: Date;
  /** null: does not end */
  readonly endsAt: Date | null;
  readonly archivedAt: Date | null;
}

/** What an admin decides of a promotion. */
export type PromotionTerms = Omit<Promotion, 'id' | 'usedCount' | 'archivedAt'>;

/** From `startsAt` on, up to and without `endsAt`, unless it was archived. */
export function isInForce(promotion: Promotion, at: Date): boolean {
  if (promotion.archivedAt !== null || promotion.startsAt > at) return false;
  return promotion.endsAt === null || promotion.endsAt > at;
}

export function isLimited({ usageLimit, usageLimitPerCustomer }: Promotion): boolean {
  return usageLimit !== null || usageLimitPerCustomer !== null;
}

export function isInScope(
  scope: PromotionScope,
  thing: { productId: string; categoryIds: readonly string[] },
): boolean {
  const { productIds, categoryIds } = scope;
  if (productIds.length === 0 && categoryIds.length === 0) return true;
  return productIds.includes(thing.productId) || categoryIds.some((id) => thing.categoryIds.includes(id));
}

/** Shoppers type codes as they like: ` welcome10 ` is WELCOME10. */
export function normalCode(code: string): string {
  return code.trim().toUpperCase();
}

const KINDS_IN_ORDER: readonly PromotionKind[] = ['BUY_X_GET_Y', 'PERCENTAGE', 'FIXED_AMOUNT', 'FREE_SHIPPING'];

/**
 * The order in which promotions are looked at and taken off: higher priority first; then codes, before what applies by itself; then
 * by kind; then the older.
 * Source: docs/decisions/0021-promotions.md
 */
export function byPrecedence(a: Promotion, b: Promotion): number {
  return (
    b.priority - a.priority ||
    Number(a.code === null) - Number(b.code === null) ||
    KINDS_IN_ORDER.indexOf(a.effect.kind) - KINDS_IN_ORDER.indexOf(b.effect.kind) ||
    (a.id < b.id ? -1 : 1)
  );
}
