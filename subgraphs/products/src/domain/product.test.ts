import { describe, expect, it } from 'vitest';
import { priceIn, rangeIn } from './price-in-currency.js';
import { averageRating, lineName, optionsOf } from './product.js';
import { slugOf, slugWithId } from './slug.js';
import { optionsKey, variantName } from './variant-draft.js';

it.each([
  [0, 0, null],
  [13, 3, 4.33],
  [5, 1, 5],
])('averages %i stars of %i reviews to %s', (ratingSum, reviewCount, average) => {
  expect(averageRating({ ratingSum, reviewCount })).toBe(average);
});

it('lists options in the order in which they first come', () => {
  const variants = ['M', 'S', 'M'].map((value) => ({
    options: [
      { name: 'Size', value },
      { name: 'Colour', value: 'Red' },
    ],
  }));
  expect(optionsOf(variants)).toEqual([
    { name: 'Size', values: ['M', 'S'] },
    { name: 'Colour', values: ['Red'] },
  ]);
});

it('names a line after product and variant, once', () => {
  expect([lineName('Lamp', 'Red'), lineName('Lamp', 'Lamp')]).toEqual(['Lamp, Red', 'Lamp']);
});

it('names a variant after what was given, its options, or its product', () => {
  const options = [
    { name: 'Size', value: 'S' },
    { name: 'Colour', value: 'Red' },
  ];
  expect([
    variantName({ name: 'Mini', options }, 'Lamp'),
    variantName({ name: null, options }, 'Lamp'),
    variantName({ name: null, options: [] }, 'Lamp'),
  ]).toEqual(['Mini', 'S / Red', 'Lamp']);
  expect(optionsKey(options)).toBe(optionsKey([...options].reverse()));
});

describe('slugs', () => {
  it.each([
    ['Crème brûlée, 2 pcs', 'creme-brulee-2-pcs'],
    ['  --  ', 'item'],
    ['قهوة عربية', 'قهوة-عربية'],
    ['x'.repeat(200), 'x'.repeat(80)],
  ])('%s → %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('are told apart by the end of the id', () => {
    expect(slugWithId('Lamp', '01900000-0000-7000-8000-0000abcd1234')).toBe('lamp-abcd1234');
  });
});

describe('prices', () => {
  const price = (currency: 'USD' | 'EUR', minorUnits: number) => ({
    variantId: 'v',
    currency,
    minorUnits,
    compareAtMinorUnits: null,
  });
  const range = (currency: 'USD' | 'EUR', variants: number) => ({
    currency,
    minMinorUnits: 1,
    maxMinorUnits: 2,
    variants,
  });

  it('fall back to USD, which none may lack', () => {
    const prices = [price('EUR', 9), price('USD', 10)];
    expect([priceIn(prices, 'EUR').minorUnits, priceIn(prices, 'JPY').minorUnits]).toEqual([9, 10]);
    expect(() => priceIn([price('EUR', 9)], 'JPY')).toThrow('no price in USD');
  });

  it('do not range over two currencies', () => {
    expect(rangeIn([range('USD', 2), range('EUR', 2)], 'EUR').currency).toBe('EUR');
    expect(rangeIn([range('USD', 2), range('EUR', 1)], 'EUR').currency).toBe('USD');
    expect(() => rangeIn([], 'EUR')).toThrow('no price in USD');
  });
});
