import type { ItemCounts } from './adjust-item.js';

export const COUNT_STATUSES = ['OPEN', 'CLOSED', 'CANCELLED'] as const;

export type CountStatus = (typeof COUNT_STATUSES)[number];

/** Pieces that should lie on the shelf: those that are set aside too; none when some are owed. */
export function expectedOnShelf({ onHand }: ItemCounts): number {
  return Math.max(0, onHand);
}

/**
 * What a count changes. It is the difference to what was expected when the number was entered, so that whatever was sold, delivered or
 * adjusted since is not undone.
 */
export function differenceOf({ counted, expected }: { counted: number; expected: number }): number {
  return counted - expected;
}
