import { describe, expect, it } from 'vitest';
import { DEFAULT_REGIME, rateOf, regimeFor, type TaxZone, taxOn } from './tax.js';

const aZone = (country: string, rateBasisPoints: number, facts: Partial<TaxZone> = {}): TaxZone => ({
  country,
  region: '',
  regionName: '',
  postalPrefix: '',
  pricesIncludeTax: false,
  isShippingTaxed: false,
  rates: [{ taxClass: 'STANDARD', rateBasisPoints }],
  ...facts,
});
const zones = [
  aZone('CA', 500),
  aZone('CA', 1300, { region: 'ON', regionName: 'Ontario' }),
  aZone('CA', 1, { postalPrefix: 'K1A0' }),
  aZone('US', 2, { region: 'ON', regionName: 'Oneida' }),
  aZone('US', 0, { region: 'OR', regionName: 'Oregon' }),
];

describe('a destination', () => {
  it.each([
    ['the region by its code', 'CA', ' on ', 'M5V', 1300],
    ['the region by its name', 'CA', 'ontario', 'M5V', 1300],
    ['a rate of nothing', 'US', 'OR', '97201', 0],
    ['the longest postal prefix, before the region', 'CA', 'ON', 'k1a 0b1', 1],
    ['the country, for a region that is not listed', 'CA', 'YT', 'Y1A', 500],
    ['the country, without a region', 'CA', null, 'Y1A', 500],
    ['the default, where neither is listed', 'US', 'VT', '05401', 800],
    ['the default, for a country that is not listed', 'KE', '', '00100', 800],
  ])('takes %s', (_what, country, region, postalCode, expected) => {
    expect(rateOf(regimeFor(zones, { country, region, postalCode }), 'STANDARD')).toBe(expected);
  });

  it('that is not known yet takes the default', () => {
    expect(regimeFor(zones, null)).toBe(DEFAULT_REGIME);
  });
});

describe('a tax class', () => {
  it('has its own rate, else the standard one; what is zero-rated has none, unless it says so', () => {
    const regime = aZone('DE', 1900, {
      rates: [
        { taxClass: 'STANDARD', rateBasisPoints: 1900 },
        { taxClass: 'REDUCED', rateBasisPoints: 700 },
      ],
    });
    expect([rateOf(regime, 'REDUCED'), rateOf(regime, 'ZERO')]).toEqual([700, 0]);
    expect([rateOf(DEFAULT_REGIME, 'REDUCED'), rateOf(DEFAULT_REGIME, 'ZERO')]).toEqual([800, 0]);
    const levied = { ...regime, rates: [{ taxClass: 'ZERO' as const, rateBasisPoints: 1 }] };
    expect(rateOf(levied, 'ZERO')).toBe(1);
  });
});

describe('a tax', () => {
  const net = { pricesIncludeTax: false, currency: 'USD' as const };
  const gross = { ...net, pricesIncludeTax: true };

  it('is added to net prices, rounded half up to what a card can be charged', () => {
    expect(taxOn(1999, { ...net, rateBasisPoints: 1900 })).toMatchObject({ taxMinor: 380, includedTaxMinor: 0 });
    expect(taxOn(50, { ...net, rateBasisPoints: 100 }).taxMinor).toBe(1);
    expect(taxOn(12_250, { ...net, currency: 'KWD', rateBasisPoints: 1900 }).taxMinor).toBe(2330);
  });

  it('is taken out of gross prices, rounded half up', () => {
    expect(taxOn(11_900, { ...gross, rateBasisPoints: 1900 })).toMatchObject({ taxMinor: 0, includedTaxMinor: 1900 });
    expect(taxOn(1999, { ...gross, rateBasisPoints: 1900 }).includedTaxMinor).toBe(319);
    expect(taxOn(3, { ...gross, rateBasisPoints: 10_000 }).includedTaxMinor).toBe(2);
    expect(taxOn(100, { ...gross, rateBasisPoints: 0 }).includedTaxMinor).toBe(0);
  });
});
