import type { Currency, SeedPrice } from './types.js';

export const CURRENCIES: readonly Currency[] = ['USD', 'EUR', 'JPY', 'KWD'];

/** Minor units of the currency for one US cent. A fixed table: seed data must not follow the market. */
const MINOR_UNITS_PER_US_CENT: Readonly<Record<Currency, number>> = { USD: 1, EUR: 0.93, JPY: 1.5, KWD: 3.07 };

/** The step to which shops of the currency round: a cent, a euro less one cent, ten yen, a quarter dinar. */
const SHELF_PRICE: Readonly<Record<Currency, (minorUnits: number) => number>> = {
  USD: (minorUnits) => minorUnits,
  EUR: (minorUnits) => Math.max(99, Math.round(minorUnits / 100) * 100 - 1),
  JPY: (minorUnits) => Math.max(10, Math.round(minorUnits / 10) * 10),
  KWD: (minorUnits) => Math.max(250, Math.round(minorUnits / 250) * 250),
};

/** The exact amount, rounded half up to a minor unit, at least 1. */
export function convertUsdCents(usdCents: number, currency: Currency): number {
  return Math.max(1, Math.round(usdCents * MINOR_UNITS_PER_US_CENT[currency]));
}

/** What a shop would print on the shelf: converted, and rounded as is usual in the currency. */
export function shelfPrice(usdCents: number, currency: Currency): number {
  return SHELF_PRICE[currency](convertUsdCents(usdCents, currency));
}

/** One price per currency; a former price that rounding has made equal is dropped. */
export function shelfPrices(usdCents: number, compareAtUsdCents: number | null): SeedPrice[] {
  return CURRENCIES.map((currency) => {
    const minorUnits = shelfPrice(usdCents, currency);
    const compareAt = compareAtUsdCents === null ? minorUnits : shelfPrice(compareAtUsdCents, currency);
    return { currency, minorUnits, compareAtMinorUnits: compareAt > minorUnits ? compareAt : null };
  });
}
