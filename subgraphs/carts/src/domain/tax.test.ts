import { expect, it } from 'vitest';
import { taxRateFor } from './tax.js';

const rates = [
  { country: 'CA', region: '', regionName: '', rateBasisPoints: 500 },
  { country: 'CA', region: 'ON', regionName: 'Ontario', rateBasisPoints: 1300 },
  { country: 'US', region: 'ON', regionName: 'Oneida', rateBasisPoints: 1 },
  { country: 'US', region: 'OR', regionName: 'Oregon', rateBasisPoints: 0 },
];

it.each([
  ['the region by its code', 'CA', ' on ', 1300],
  ['the region by its name', 'CA', 'ontario', 1300],
  ['a rate of nothing', 'US', 'OR', 0],
  ['the country, for a region that is not listed', 'CA', 'YT', 500],
  ['the country, without a region', 'CA', null, 500],
  ['the default, where neither is listed', 'US', 'VT', 800],
  ['the default, for a country that is not listed', 'KE', '', 800],
])('takes %s', (_what, country, region, expected) => {
  expect(taxRateFor(rates, { country, region })).toBe(expected);
});

it('takes the default while there is no destination', () => {
  expect(taxRateFor(rates, null)).toBe(800);
});
