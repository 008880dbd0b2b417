/** A percentage coupon. */
export interface Promotion {
  readonly id: string;
  /** upper-case */
  readonly code: string;
  /** whole percent of the subtotal, 1–100 */
  readonly percentOff: number;
  readonly startsAt: Date;
  /** null: does not end */
  readonly endsAt: Date | null;
  readonly archivedAt: Date | null;
}

/** From `startsAt` on, up to and without `endsAt`, unless it was archived. */
export function isInForce(promotion: Promotion, at: Date): boolean {
  if (promotion.archivedAt !== null || promotion.startsAt > at) return false;
  return promotion.endsAt === null || promotion.endsAt > at;
}

/** Shoppers type codes as they like: ` welcome10 ` is WELCOME10. */
export function normalCode(code: string): string {
  return code.trim().toUpperCase();
}
