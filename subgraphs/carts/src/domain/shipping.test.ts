import { describe, expect, it } from 'vitest';
import { chooseShipping, quoteShipping, type ShippingService } from './shipping.js';

const aService = (optionId: string, maxDays: number, bands: [number, number][]): ShippingService => ({
  optionId,
  name: optionId,
  minDays: 1,
  maxDays,
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
    const prices = (weight: number) => quoteShipping(services, weight).map(({ id, priceMinor }) => [id, priceMinor]);
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
    expect(quoteShipping(services, 1).map(({ id }) => id)).toEqual(['cheap', 'fast', 'slow']);
  });
});

describe('chooseShipping', () => {
  const quotes = quoteShipping([aService('cheap', 9, [[100, 1]]), aService('dear', 1, [[100, 9]])], 1);

  it('keeps to the choice while it is offered, else takes the cheapest', () => {
    expect(chooseShipping(quotes, 'dear')?.id).toBe('dear');
    expect(chooseShipping(quotes, 'gone')?.id).toBe('cheap');
    expect(chooseShipping(quotes, null)?.id).toBe('cheap');
    expect(chooseShipping([], 'dear')).toBeNull();
  });
});
