import type { Currency } from '@souk/subgraph-kit';
import { type SQL, sql } from 'drizzle-orm';
import type { AttributeFilter, ProductFilter } from '../../domain/search-request.js';
import { brands, searchAttributes, searchDocuments } from '../tables.js';

const PRICE_COLUMNS = {
  USD: searchDocuments.priceUsd,
  EUR: searchDocuments.priceEur,
  JPY: searchDocuments.priceJpy,
  KWD: searchDocuments.priceKwd,
} as const satisfies Record<Currency, unknown>;

export function priceColumn(currency: Currency): (typeof PRICE_COLUMNS)[Currency] {
  return PRICE_COLUMNS[currency];
}

/** The parts of a filter, each as a condition on `search_documents`; absent where the filter demands nothing. */
export interface FilterConditions {
  readonly category?: SQL;
  readonly brand?: SQL;
  readonly price?: SQL;
  readonly rating?: SQL;
  readonly stock?: SQL;
  readonly seller?: SQL;
  /** in the order of the filter */
  readonly attributes: readonly SQL[];
}

export function conditionsOf(filter: ProductFilter): FilterConditions {
  const document = searchDocuments;
  return {
    category: given(filter.categoryIds, (ids) => sql`${document.categoryIds} && ${sql.param(ids)}::uuid[]`),
    brand: given(
      filter.brands,
      (names) => sql`${document.brandId} = any(array(
      select id from ${brands} as brand
      where brand.slug = any(${sql.param(names)}::text[]) or lower(brand.name) = any(${sql.param(names)}::text[])
        or brand.id::text = any(${sql.param(names)}::text[])))`,
    ),
    price: priceCondition(filter),
    rating: filter.ratingMin === null ? undefined : sql`${document.rating} >= ${filter.ratingMin}::float8`,
    stock: filter.inStock === null ? undefined : sql`${document.hasStock} = ${filter.inStock}::boolean`,
    seller: filter.sellerId === null ? undefined : sql`${document.sellerId} = ${filter.sellerId}::uuid`,
    attributes: filter.attributes.map(attributeCondition),
  };
}

export function allOf(conditions: readonly (SQL | undefined)[]): SQL {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0
    ? sql`true`
    : sql.join(
        present.map((condition) => sql`(${condition})`),
        sql` and `,
      );
}

/** Every part of the filter. */
export function allConditions({ attributes, ...others }: FilterConditions): SQL {
  return allOf([...Object.values(others), ...attributes]);
}

function given(values: readonly string[], condition: (values: string[]) => SQL): SQL | undefined {
  return values.length === 0 ? undefined : condition([...values]);
}

function priceCondition({ currency, priceMin, priceMax }: ProductFilter): SQL | undefined {
  if (priceMin === null && priceMax === null) return undefined;
  const column = priceColumn(currency);
  return allOf([
    priceMin === null ? undefined : sql`${column} >= ${priceMin}::bigint`,
    priceMax === null ? undefined : sql`${column} <= ${priceMax}::bigint`,
  ]);
}

function attributeCondition({ key, values }: AttributeFilter): SQL {
  return sql`${searchDocuments.attributeIds} && coalesce((
    select array_agg(known.id) from ${searchAttributes} as known
    where known.key = ${key} and known.value = any(${sql.param([...values])}::text[])), '{}')`;
}
