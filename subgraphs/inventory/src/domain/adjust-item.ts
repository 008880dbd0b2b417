/** Far above what a warehouse holds, far below what an integer column does. */
export const MAX_ON_HAND = 10_000_000;

/** Pieces of one adjustment, either way; more is a slip of the finger. */
export const MAX_DELTA = 1_000_000;

export interface ItemCounts {
  /** pieces on the shelf */
  readonly onHand: number;
  /** pieces of those that are set aside for orders */
  readonly reserved: number;
}

export type Adjustment =
  | { readonly kind: 'allowed' }
  | ({ readonly kind: 'below reserved' } & ItemCounts)
  | { readonly kind: 'too many' };

/** Whether `delta` pieces may be added (or taken, when negative): what is set aside for an order must stay on the shelf. */
export function judgeAdjustment({ onHand, reserved }: ItemCounts, delta: number): Adjustment {
  if (delta < 0 && onHand + delta < reserved) return { kind: 'below reserved', onHand, reserved };
  if (onHand + delta > MAX_ON_HAND) return { kind: 'too many' };
  return { kind: 'allowed' };
}
