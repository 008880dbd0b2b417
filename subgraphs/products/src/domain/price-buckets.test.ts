import { CURRENCIES } from '@souk/subgraph-kit';
import { describe, expect, it } from 'vitest';
import { bucketEdges, priceBucket } from './price-buckets.js';

describe.each([...CURRENCIES])('price buckets of %s', (currency) => {
  it('leave no gap and do not overlap', () => {
    const buckets = [...bucketEdges(currency), 0].map((_, index) => priceBucket(index, currency));
    expect([buckets[0]?.priceMin, buckets.at(-1)?.priceMax]).toEqual([null, null]);
    for (const [index, bucket] of buckets.slice(1).entries())
      expect(bucket.priceMin).toBe((buckets[index]?.priceMax ?? Number.NaN) + 1);
  });
});

it('say what they hold', () => {
  expect(priceBucket(0, 'USD').label).toBe('Up to 9.99 USD');
  expect(priceBucket(1, 'JPY').label).toBe('1000–2499 JPY');
  expect(priceBucket(8, 'KWD').label).toBe('750.000 KWD and more');
});
