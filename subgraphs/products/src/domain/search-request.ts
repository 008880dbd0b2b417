import { type Currency, InvalidInputError, requireId, requireInteger, requireText } from '@souk/subgraph-kit';
import { BASE_CURRENCY } from './price-in-currency.js';

export const PRODUCT_SORTS = {
  RELEVANCE: 'RELEVANCE',
  PRICE_ASC: 'PRICE_ASC',
  PRICE_DESC: 'PRICE_DESC',
  NEWEST: 'NEWEST',
  RATING: 'RATING',
  BESTSELLING: 'BESTSELLING',
} as const;
export type ProductSort = keyof typeof PRODUCT_SORTS;

/** What a product must be to be listed; an empty list or null demands nothing. */
export interface ProductFilter {
  /** in one of these or below */
  readonly categoryIds: readonly string[];
  /** ids, slugs or names, lower case */
  readonly brands: readonly string[];
  readonly currency: Currency;
  /** of the cheapest variant, minor units of `currency`, inclusive */
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly inStock: boolean | null;
  /** 0–5 */
  readonly ratingMin: number | null;
  /** all keys must match, each with one of its values */
  readonly attributes: readonly AttributeFilter[];
  readonly sellerId: string | null;
}

export interface AttributeFilter {
  readonly key: string;
  readonly values: readonly string[];
}

/** As a client sends it. */
export interface ProductFilterAsked {
  readonly categoryIds?: readonly string[] | null;
  readonly brands?: readonly string[] | null;
  readonly currency?: string | null;
  readonly priceMin?: number | null;
  readonly priceMax?: number | null;
  readonly inStock?: boolean | null;
  readonly ratingMin?: number | null;
  readonly attributes?: readonly AttributeFilter[] | null;
  readonly sellerId?: string | null;
}

const MAX_VALUES = 100;
const MAX_ATTRIBUTES = 20;
const MAX_TEXT = 300;
export const MAX_QUERY = 200;

/** @throws InvalidInputError  naming the first part that can't be meant */
export function requireFilter(asked: ProductFilterAsked | null | undefined): ProductFilter {
  const path = (field: string) => ['filter', field];
  const list = <Item>(field: string, items: readonly Item[] | null | undefined, max = MAX_VALUES) => {
    if ((items?.length ?? 0) > max) throw new InvalidInputError(`${field} takes at most ${max}`, path(field));
    return items ?? [];
  };
  const amount = (field: string, value: number | null | undefined) =>
    value == null ? null : requireInteger(value, path(field), { min: 0, max: Number.MAX_SAFE_INTEGER });
  const text = (field: string, value: string) => requireText(value, path(field), { max: MAX_TEXT });
  return {
    categoryIds: list('categoryIds', asked?.categoryIds).map((id) => requireId(id, path('categoryIds'))),
    brands: list('brands', asked?.brands).map((brand) => text('brands', brand).toLowerCase()),
    currency: (asked?.currency ?? BASE_CURRENCY) as Currency,
    priceMin: amount('priceMin', asked?.priceMin),
    priceMax: amount('priceMax', asked?.priceMax),
    inStock: asked?.inStock ?? null,
    ratingMin: asked?.ratingMin == null ? null : requireRating(asked.ratingMin, path('ratingMin')),
    attributes: list('attributes', asked?.attributes, MAX_ATTRIBUTES)
      .map(({ key, values }) => ({
        key: text('attributes', key),
        values: list('attributes', values).map((value) => text('attributes', value)),
      }))
      .filter(({ values }) => values.length > 0),
    sellerId: asked?.sellerId ? requireId(asked.sellerId, path('sellerId')) : null,
  };
}

function requireRating(value: number, path: readonly string[]): number {
  if (value >= 0 && value <= 5) return value;
  throw new InvalidInputError(`${path.join('.')} must be 0–5, got ${value}`, path);
}

/** @returns the text without outer blanks; null when nothing is left of it @throws InvalidInputError  when it is too long */
export function requireQuery(query: string | null | undefined, path: readonly string[]): string | null {
  return requireText(query ?? '', path, { min: 0, max: MAX_QUERY }) || null;
}
