import { priceBucket } from './price-buckets.js';
import type { ProductFilter } from './search-request.js';

/** One line of what the database counted. */
export interface FacetCount {
  readonly kind: 'category' | 'brand' | 'price' | 'rating' | 'attribute';
  /** the attribute's key; else the kind again */
  readonly key: string;
  readonly keyLabel: string;
  /** category id, brand slug, number of the price bucket, stars, or the attribute's value */
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facet {
  readonly key: string;
  readonly label: string;
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
  /** the part of a product filter that demands this value */
  readonly filter: Readonly<Record<string, unknown>>;
}

const KINDS = new Set<string>(['category', 'brand', 'price', 'rating']);

/**
 * @param counts  in the order in which they are to be shown, the lines of one facet together
 */
export function facetsOf(counts: readonly FacetCount[], filter: ProductFilter): Facet[] {
  const facets = new Map<string, { key: string; label: string; values: FacetValue[] }>();
  for (const count of counts) {
    const isShadowed = count.kind === 'attribute' && KINDS.has(count.key);
    const key = isShadowed ? `attribute_${count.key}` : count.key;
    const facet = facets.get(key) ?? { key, label: count.keyLabel, values: [] };
    facet.values.push(facetValue(count, filter));
    facets.set(key, facet);
  }
  return [...facets.values()];
}

function facetValue({ kind, key, value, label, count }: FacetCount, filter: ProductFilter): FacetValue {
  switch (kind) {
    case 'category':
      return { value, label, count, selected: filter.categoryIds.includes(value), filter: { categoryIds: [value] } };
    case 'brand': {
      const selected = filter.brands.includes(value) || filter.brands.includes(label.toLowerCase());
      return { value, label, count, selected, filter: { brands: [value] } };
    }
    case 'price': {
      const bucket = priceBucket(Number(value), filter.currency);
      const selected = filter.priceMin === bucket.priceMin && filter.priceMax === bucket.priceMax;
      const ends = Object.entries({ priceMin: bucket.priceMin, priceMax: bucket.priceMax }).filter(
        ([, end]) => end !== null,
      );
      const demanded = { ...Object.fromEntries(ends), currency: filter.currency };
      return {
        value: `${bucket.priceMin ?? ''}-${bucket.priceMax ?? ''}`,
        label: bucket.label,
        count,
        selected,
        filter: demanded,
      };
    }
    case 'rating':
      return {
        value,
        label,
        count,
        selected: filter.ratingMin === Number(value),
        filter: { ratingMin: Number(value) },
      };
    case 'attribute': {
      const selected = filter.attributes.some((each) => each.key === key && each.values.includes(value));
      return { value, label, count, selected, filter: { attributes: [{ key, values: [value] }] } };
    }
  }
}
