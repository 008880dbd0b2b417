import type { Currency } from '@souk/subgraph-kit';
import { type CartLine, MAX_LINES, MAX_QUANTITY } from './cart.js';
import type { CartWarning } from './cart-warning.js';
import type { PlannedLine } from './plan-lines.js';
import type { VariantPrices } from './variant.js';

export interface Merge {
  /** what the lines of the member's cart become, as far as they change */
  readonly lines: readonly PlannedLine[];
  readonly warnings: readonly CartWarning[];
}

/**
 * Lays a guest's lines into a member's cart: the same variant adds up to 99 pieces, new variants up to 200 lines. What does not fit is
 * left out with a warning. Remembered prices stay, so that a change of price since is still told.
 *
 * @param sameCurrency  false: the guest's lines take today's price in the member's currency, or are left out where there is none
 */
export function mergeLines(facts: {
  readonly member: readonly CartLine[];
  readonly guest: readonly CartLine[];
  readonly currency: Currency;
  readonly sameCurrency: boolean;
  readonly pricesOf: (variantId: string) => VariantPrices;
}): Merge {
  const lines: PlannedLine[] = [];
  const warnings: CartWarning[] = [];
  const mine = new Map(facts.member.map((line) => [line.variantId, line]));
  let room = MAX_LINES - mine.size;
  for (const { variantId, quantity, rememberedPriceMinor } of facts.guest) {
    const existing = mine.get(variantId);
    const today = facts.pricesOf(variantId)[facts.currency];
    const priceMinor = existing?.rememberedPriceMinor ?? (facts.sameCurrency ? rememberedPriceMinor : today);
    if (priceMinor === undefined) {
      warnings.push(notMerged(variantId, `it has no price in ${facts.currency}`));
    } else if (!existing && room === 0) {
      warnings.push(notMerged(variantId, `a cart has at most ${MAX_LINES} lines`));
    } else {
      const wanted = (existing?.quantity ?? 0) + quantity;
      if (wanted > MAX_QUANTITY) warnings.push(limited(variantId, wanted));
      if (!existing) room -= 1;
      lines.push({ variantId, quantity: Math.min(wanted, MAX_QUANTITY), rememberedPriceMinor: priceMinor });
    }
  }
  return { lines, warnings };
}

function notMerged(variantId: string, why: string): CartWarning {
  return { code: 'LINE_NOT_MERGED', variantId, message: `A line was left out: ${why}` };
}

function limited(variantId: string, wanted: number): CartWarning {
  return { code: 'QUANTITY_LIMITED', variantId, message: `${wanted} pieces were limited to ${MAX_QUANTITY} a line` };
}
