import { sum } from './discountable-line.js';
import type { PricedCart } from './price-cart.js';
import type { TaxPart } from './tax.js';

/** All that is taxed at one rate, as an invoice shows it. */
export interface TaxLine {
  readonly rateBasisPoints: number;
  /** without the tax, whether it is added or contained */
  readonly netMinor: number;
  /** added or contained */
  readonly taxMinor: number;
}

/** @returns one per rate, the highest first; their sum is what the cart costs in all. Shipping that is free or absent has no part */
export function summarizeTaxes({ lines, shippingTax, totals }: PricedCart): TaxLine[] {
  const parts = lines.map((line) => ({ ...line, amountMinor: line.subtotalMinor - line.discountMinor }));
  const taxed: (TaxPart & { amountMinor: number })[] = [...parts];
  if (totals.shippingMinor > 0) taxed.push({ ...shippingTax, amountMinor: totals.shippingMinor });
  const rates = [...new Set(taxed.map(({ rateBasisPoints }) => rateBasisPoints))].sort((a, b) => b - a);
  return rates.map((rateBasisPoints) => {
    const atRate = taxed.filter((part) => part.rateBasisPoints === rateBasisPoints);
    return {
      rateBasisPoints,
      netMinor: sum(atRate.map(({ amountMinor, includedTaxMinor }) => amountMinor - includedTaxMinor)),
      taxMinor: sum(atRate.map(({ taxMinor, includedTaxMinor }) => taxMinor + includedTaxMinor)),
    };
  });
}
