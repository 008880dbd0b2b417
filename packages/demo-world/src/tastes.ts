import type { Taste } from './types.js';

/** Product `i` is in the department of taste `i % 6`, and member `i` has taste `i % 6`: both are found without a table. */
export const TASTES: readonly Taste[] = ['electronics', 'home', 'outdoor', 'fashion', 'books', 'toys'];

/** How many of the numbers 0 to `total` − 1 have this taste. */
export function tasteSize(total: number, tasteIndex: number): number {
  return Math.ceil((total - tasteIndex) / TASTES.length);
}
