import { allocateChargeable, type Currency, roundToChargeable, share } from '@souk/subgraph-kit';
import type { CartLine } from './cart.js';
import { type CartWarning, warningsOf } from './cart-warning.js';
import { chooseShipping, quoteShipping, type ShippingQuote, type ShippingService } from './shipping.js';
import { type CatalogueVariant, sellingPrice } from './variant.js';

export interface StockedLine {
  readonly line: CartLine;
  readonly variant: CatalogueVariant;
  /** over all warehouses; null when nothing was heard of it yet */
  readonly availableQuantity: number | null;
}

export interface CartToPrice {
  readonly currency: Currency;
  readonly lines: readonly StockedLine[];
  /** 0 without a coupon */
  readonly percentOff: number;
  readonly taxRateBasisPoints: number;
  /** what ships to the cart's address; empty while there is none */
  readonly services: readonly ShippingService[];
  readonly shippingOptionId: string | null;
}

export interface PricedLine {
  readonly line: CartLine;
  readonly variant: CatalogueVariant;
  /** today's price of one piece; null when it can't be sold in the cart's currency */
  readonly sellingPriceMinor: number | null;
  /** today's price, else the remembered one */
  readonly unitPriceMinor: number;
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly taxMinor: number;
  readonly warnings: readonly CartWarning[];
}

export interface CartTotals {
  readonly subtotalMinor: number;
  readonly discountMinor: number;
  readonly shippingMinor: number;
  readonly taxMinor: number;
  /** subtotal − discount + shipping + tax */
  readonly totalMinor: number;
}

export interface PricedCart {
  readonly lines: readonly PricedLine[];
  readonly totals: CartTotals;
  /** cheapest first; empty for a cart without lines or address */
  readonly shippingOptions: readonly ShippingQuote[];
  readonly shippingOption: ShippingQuote | null;
}

/**
 * Reckons what a cart costs, in integer minor units. The coupon is taken off the subtotal and spread over the lines by largest
 * remainder; each line is taxed after its discount, rounded half up; shipping is neither discounted nor taxed. As prices are, every
 * part is an amount that a card can be charged, and so is the total.
 * Source: docs/decisions/0002-money-is-integers.md
 */
export function priceCart(cart: CartToPrice): PricedCart {
  const items = cart.lines.map((stocked) => withSubtotal(stocked, cart.currency));
  const subtotals = items.map(({ subtotalMinor }) => subtotalMinor);
  const discount = roundToChargeable(share(sum(subtotals), cart.percentOff * 100), cart.currency);
  const discounts = allocateChargeable(discount, subtotals, cart.currency);
  const lines = items.map((item, index): PricedLine => {
    const discountMinor = discounts[index] ?? 0;
    const taxMinor = roundToChargeable(
      share(item.subtotalMinor - discountMinor, cart.taxRateBasisPoints),
      cart.currency,
    );
    return { ...item, discountMinor, taxMinor };
  });
  const shippingOptions = lines.length > 0 ? quoteShipping(cart.services, weightOf(lines)) : [];
  const shippingOption = chooseShipping(shippingOptions, cart.shippingOptionId);
  return { lines, totals: totalsOf(lines, shippingOption?.priceMinor ?? 0), shippingOptions, shippingOption };
}

function withSubtotal({ line, variant, availableQuantity }: StockedLine, currency: Currency) {
  const sellingPriceMinor = sellingPrice(variant, currency);
  const unitPriceMinor = sellingPriceMinor ?? line.rememberedPriceMinor;
  const warnings = warningsOf(line, { priceMinor: sellingPriceMinor, availableQuantity });
  return { line, variant, sellingPriceMinor, unitPriceMinor, subtotalMinor: unitPriceMinor * line.quantity, warnings };
}

function totalsOf(lines: readonly PricedLine[], shippingMinor: number): CartTotals {
  const subtotalMinor = sum(lines.map((line) => line.subtotalMinor));
  const discountMinor = sum(lines.map((line) => line.discountMinor));
  const taxMinor = sum(lines.map((line) => line.taxMinor));
  const totalMinor = subtotalMinor - discountMinor + shippingMinor + taxMinor;
  return { subtotalMinor, discountMinor, shippingMinor, taxMinor, totalMinor };
}

function weightOf(lines: readonly PricedLine[]): number {
  return sum(lines.map(({ line, variant }) => variant.weightGrams * line.quantity));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
