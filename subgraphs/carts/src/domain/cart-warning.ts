import type { CartLine } from './cart.js';

export const CART_WARNING_CODES = [
  'PRICE_CHANGED',
  'SHORT_STOCK',
  'UNAVAILABLE',
  'QUANTITY_LIMITED',
  'LINE_NOT_MERGED',
] as const;

export type CartWarningCode = (typeof CART_WARNING_CODES)[number];

/** Something the shopper should know of a line; it stops nothing yet. */
export interface CartWarning {
  readonly code: CartWarningCode;
  readonly message: string;
  readonly variantId: string;
  /** of PRICE_CHANGED, in minor units of the cart's currency */
  readonly prices?: { readonly previousMinor: number; readonly currentMinor: number };
  /** of SHORT_STOCK */
  readonly availableQuantity?: number;
}

/**
 * @param facts.priceMinor         today's price; null when the variant can't be sold in the cart's currency
 * @param facts.availableQuantity  over all warehouses; null when nothing was heard of it yet
 */
export function warningsOf(
  line: CartLine,
  facts: { priceMinor: number | null; availableQuantity: number | null },
): CartWarning[] {
  const { variantId, quantity, rememberedPriceMinor } = line;
  const { priceMinor, availableQuantity } = facts;
  if (priceMinor === null) return [{ code: 'UNAVAILABLE', variantId, message: 'No longer on sale' }];
  const warnings: CartWarning[] = [];
  if (priceMinor !== rememberedPriceMinor) {
    const prices = { previousMinor: rememberedPriceMinor, currentMinor: priceMinor };
    warnings.push({ code: 'PRICE_CHANGED', variantId, message: 'The price has changed', prices });
  }
  if (availableQuantity !== null && availableQuantity < quantity) {
    const message = availableQuantity === 0 ? 'Out of stock' : `Only ${availableQuantity} left`;
    warnings.push({ code: 'SHORT_STOCK', variantId, message, availableQuantity });
  }
  return warnings;
}
