import { type Currency, isCurrency } from '@souk/subgraph-kit';
import type { TaxClass } from './tax.js';

/** 99 pieces on each of 200 lines stay within a safe integer. */
const MAX_PRICE_MINOR = 100_000_000_000;

/** What carts know of a variant: a read model, fed by events. */
export interface CatalogueVariant {
  readonly id: string;
  readonly productId: string;
  readonly sellerId: string;
  readonly sku: string;
  readonly name: string;
  /** of one piece */
  readonly weightGrams: number;
  readonly isActive: boolean;
  readonly taxClass: TaxClass;
  /** minor units by currency */
  readonly prices: VariantPrices;
}

export type VariantPrices = Readonly<Partial<Record<Currency, number>>>;

/** @returns the price of one piece in minor units; null when the variant can't be sold in this currency */
export function sellingPrice(variant: CatalogueVariant | null, currency: Currency): number | null {
  return variant?.isActive ? (variant.prices[currency] ?? null) : null;
}

/** Keeps the prices that carts can reckon with: our currencies, 0 to 100 thousand million minor units. */
export function usablePrices(listed: readonly { currency: string; minorUnits: number }[]): VariantPrices {
  const usable = listed.filter(
    ({ currency, minorUnits }) => isCurrency(currency) && minorUnits >= 0 && minorUnits <= MAX_PRICE_MINOR,
  );
  return Object.fromEntries(usable.map(({ currency, minorUnits }) => [currency, minorUnits]));
}
