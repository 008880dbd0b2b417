import type { Currency } from '@souk/subgraph-kit';
import type { Price, PriceRange } from './product.js';

/** Every variant has a price in this currency; it stands in where one in another currency is missing. */
export const BASE_CURRENCY: Currency = 'USD';

/** @throws Error  when there is not even a price in the base currency, which no variant may lack */
export function priceIn(prices: readonly Price[], currency: Currency): Price {
  const price =
    prices.find((each) => each.currency === currency) ?? prices.find((each) => each.currency === BASE_CURRENCY);
  if (!price) throw new Error(`A variant has no price in ${BASE_CURRENCY}`);
  return price;
}

export interface RangeInCurrency extends PriceRange {
  /** how many variants are priced in this currency */
  readonly variants: number;
}

/**
 * A range in the currency asked for when every variant has a price in it, else in the base currency: a range does not mix currencies.
 *
 * @param ranges  of one product's variants, one per currency
 */
export function rangeIn(ranges: readonly RangeInCurrency[], currency: Currency): PriceRange {
  const base = ranges.find((range) => range.currency === BASE_CURRENCY);
  if (!base) throw new Error(`A product has no price in ${BASE_CURRENCY}`);
  const asked = ranges.find((range) => range.currency === currency);
  return asked?.variants === base.variants ? asked : base;
}
