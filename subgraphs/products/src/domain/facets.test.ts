import { expect, it } from 'vitest';
import { type FacetCount, facetsOf } from './facets.js';
import { requireFilter } from './search-request.js';

const aCount = (facts: Partial<FacetCount>): FacetCount => ({
  kind: 'attribute',
  key: 'colour',
  keyLabel: 'Colour',
  value: 'Red',
  label: 'Red',
  count: 1,
  ...facts,
});

it('gives each value the filter that demands it, which is a filter that can be sent', () => {
  const counts = [
    aCount({}),
    aCount({ kind: 'brand', key: 'brand', value: 'volt', label: 'Volt' }),
    aCount({ kind: 'category', key: 'category', value: '01900000-0000-7000-8000-000000000001', label: 'Lamps' }),
    aCount({ kind: 'rating', key: 'rating', value: '4', label: '4 and up' }),
    aCount({ kind: 'price', key: 'price', value: '1', label: '' }),
  ];
  const nothing = requireFilter({ currency: 'KWD' });
  for (const facet of facetsOf(counts, nothing)) {
    for (const { filter, selected } of facet.values) {
      expect(selected).toBe(false);
      const chosen = facetsOf(counts, requireFilter(filter)).find(({ key }) => key === facet.key);
      expect(chosen?.values[0]?.selected, facet.key).toBe(true);
    }
  }
});

it('tells an attribute called like another facet from it', () => {
  const counts = [
    aCount({ kind: 'brand', key: 'brand', value: 'volt', label: 'Volt' }),
    aCount({ key: 'brand', value: 'Own' }),
  ];
  expect(facetsOf(counts, requireFilter(null)).map(({ key }) => key)).toEqual(['brand', 'attribute_brand']);
});
