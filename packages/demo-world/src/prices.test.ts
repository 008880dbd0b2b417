import { describe, expect, it } from 'vitest';
import { convertUsdCents, shelfPrices } from './prices.js';

describe('shelfPrices', () => {
  it('prices in the minor units of each currency, rounded as its shops do', () => {
    expect(shelfPrices(8_900, null)).toEqual([
      { currency: 'USD', minorUnits: 8_900, compareAtMinorUnits: null },
      { currency: 'EUR', minorUnits: 8_299, compareAtMinorUnits: null },
      { currency: 'JPY', minorUnits: 13_350, compareAtMinorUnits: null },
      { currency: 'KWD', minorUnits: 27_250, compareAtMinorUnits: null },
    ]);
  });

  it('keeps a former price only where it is higher', () => {
    const [usd, eur] = shelfPrices(1_000, 1_020);
    expect(usd?.compareAtMinorUnits).toBe(1_020);
    expect(eur?.compareAtMinorUnits).toBeNull();
  });

  it('is never free', () => {
    for (const { minorUnits } of shelfPrices(1, null)) expect(minorUnits).toBeGreaterThan(0);
    expect(convertUsdCents(0, 'EUR')).toBe(1);
  });
});
