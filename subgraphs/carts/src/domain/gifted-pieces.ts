import type { DiscountableLine } from './discountable-line.js';
import { isInScope, type Promotion, type PromotionEffect } from './promotion.js';

type BuyXGetY = Extract<PromotionEffect, { kind: 'BUY_X_GET_Y' }>;

/**
 * How many pieces of each line come cheaper. The cheapest come first, of equal price those that need not be bought; a piece that comes
 * cheaper does not count as bought. The last group may be given in part.
 *
 * @returns one number per line, same order
 */
export function giftedPieces(
  lines: readonly DiscountableLine[],
  promotion: Promotion,
  { buyQuantity, getQuantity, get }: BuyXGetY,
): number[] {
  const given = lines.map(() => 0);
  const isBought = lines.map((line) => isInScope(promotion, line));
  let bought = lines.reduce((pieces, { quantity }, index) => (isBought[index] ? pieces + quantity : pieces), 0);
  let total = 0;
  const takers = lines
    .map((line, index) => ({ ...line, index, costsOne: isBought[index] ? 1 : 0 }))
    .filter((line) => isInScope(get ?? promotion, line))
    .sort((a, b) => a.unitPriceMinor - b.unitPriceMinor || a.costsOne - b.costsOne || a.index - b.index);
  for (const { index, quantity, costsOne } of takers) {
    let pieces = 0;
    while (pieces < quantity && total + 1 <= Math.floor((bought - costsOne) / buyQuantity) * getQuantity) {
      pieces += 1;
      total += 1;
      bought -= costsOne;
    }
    given[index] = pieces;
  }
  return given;
}
