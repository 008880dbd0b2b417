import { describe, expect, it } from 'vitest';
import { chooseShipping, ELSEWHERE, quoteShipping, type ShippingService, zoneOf } from './shipping.js';

const weighing = (weightGrams: number) => ({ weightGrams, valueMinor: 0 });
const aService = (
  optionId: string,
  maxDays: number,
  bands: [number, number][],
  freeFromMinor: number | null = null,
): ShippingService => ({
  optionId,
  name: optionId,
  minDays: 1,
  maxDays,
  freeFromMinor,
  bands: bands.map(([upToGrams, priceMinor]) => ({ upToGrams, priceMinor })),
});

describe('quoteShipping', () => {
  it('takes the first band that bears the weight, and leaves out services without one', () => {
    const services = [
      aService('light', 9, [
        [100, 1],
        [200, 2],
      ]),
      aService('heavy', 9, [[5_000, 50]]),
    ];
    const prices = (weight: number) =>
      quoteShipping(services, weighing(weight)).map(({ id, priceMinor }) => [id, priceMinor]);
    expect(prices(100)).toEqual([
      ['light', 1],
      ['heavy', 50],
    ]);
    expect(prices(101)).toEqual([
      ['light', 2],
      ['heavy', 50],
    ]);
    expect(prices(201)).toEqual([['heavy', 50]]);
    expect(prices(5_001)).toEqual([]);
  });

  it('puts the cheapest first, and of two at one price the faster', () => {
    const services = [
      aService('slow', 9, [[100, 5]]),
      aService('fast', 1, [[100, 5]]),
      aService('cheap', 20, [[100, 4]]),
    ];
    expect(quoteShipping(services, weighing(1)).map(({ id }) => id)).toEqual(['cheap', 'fast', 'slow']);
  });
});

describe('a threshold', () => {
  it('makes its own service free from that value of goods on, within its weight', () => {
    const services = [aService('free', 9, [[100, 5]], 1000), aService('paid', 1, [[200, 4]])];
    const priceOf = (valueMinor: number, weightGrams = 1) =>
      quoteShipping(services, { weightGrams, valueMinor }).map(({ id, priceMinor }) => [id, priceMinor]);
    expect(priceOf(999)[1]).toEqual(['free', 5]);
    expect(priceOf(1000)[0]).toEqual(['free', 0]);
    expect(priceOf(1000, 101)).toEqual([['paid', 4]]);
  });
});

describe('zoneOf', () => {
  const places = [
    { country: 'US', region: '', regionName: '', zone: 'domestic' },
    { country: 'US', region: 'HI', regionName: 'Hawaii', zone: 'regional' },
  ];

  it('takes the region by code or name, else the country, else the zone of all that is in none', () => {
    const regions = ['HI', ' hawaii ', 'NY', '', null];
    const found = regions.map((region) => zoneOf(places, { country: 'US', region }));
    expect(found).toEqual(['regional', 'regional', 'domestic', 'domestic', 'domestic']);
    expect(zoneOf(places, { country: 'KE', region: 'HI' })).toBe(ELSEWHERE);
  });
});

describe('chooseShipping', () => {
  const quotes = quoteShipping([aService('cheap', 9, [[100, 1]]), aService('dear', 1, [[100, 9]])], weighing(1));

  it('keeps to the choice while it is offered, else takes the cheapest', () => {
    expect(chooseShipping(quotes, 'dear')?.id).toBe('dear');
    expect(chooseShipping(quotes, 'gone')?.id).toBe('cheap');
    expect(chooseShipping(quotes, null)?.id).toBe('cheap');
    expect(chooseShipping([], 'dear')).toBeNull();
  });
});
