import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FacetCount } from '../../domain/facets.js';
import { bucketEdges } from '../../domain/price-buckets.js';
import type { ProductFilter } from '../../domain/search-request.js';
import type { Reader } from '../database.js';
import { brands, categories, searchAttributes, searchDocuments } from '../tables.js';
import { allOf, conditionsOf, type FilterConditions, priceColumn } from './conditions.js';
import type { TextMatch } from './text-match.js';

/** How many attributes become facets: those that most products of the list can be told apart by. */
const MAX_ATTRIBUTES = 12;
const STARS = [4, 3, 2, 1];

const counted = z.array(
  z.object({
    kind: z.enum(['category', 'brand', 'price', 'rating', 'attribute']),
    key: z.string(),
    keyLabel: z.string(),
    value: z.string(),
    label: z.string(),
    count: z.number(),
  }),
);

/**
 * Counts what a list could be narrowed to. A facet counts the products that all other parts of the filter let through, so that what
 * is chosen in it does not shrink its own counts. One statement; the matching documents are read once.
 *
 * @param valuesPerFacet  1–500
 */
export async function countFacets(
  db: Reader,
  { filter, match, valuesPerFacet }: { filter: ProductFilter; match: TextMatch | null; valuesPerFacet: number },
): Promise<FacetCount[]> {
  const conditions = conditionsOf(filter);
  const facets = [
    categoryCounts(filter, valuesPerFacet),
    brandCounts(filter, valuesPerFacet),
    priceCounts(filter),
    ratingCounts(filter),
    attributeCounts(filter, valuesPerFacet),
  ];
  const rows = await db.execute(sql`
    with matched as materialized (
      select ${searchDocuments.brandId}, ${searchDocuments.categoryIds}, ${searchDocuments.attributeIds},
        ${priceColumn(filter.currency)} as price, ${searchDocuments.rating}, ${passes(conditions)}
      from ${searchDocuments}
      where ${allOf([match?.condition, conditions.stock, conditions.seller])}
    )
    select kind, key, key_label as "keyLabel", value, label, count::int as count
    from (${sql.join(
      facets.map((facet) => sql`(${facet})`),
      sql` union all `,
    )}) as facet
    order by facet_place, key_place, value_place, count desc, label`);
  return counted.parse([...rows]);
}

/** Which parts of the filter a document passes, a column each. */
function passes({ category, brand, price, rating, attributes }: FilterConditions): SQL {
  const part = (condition: SQL | undefined, name: string) =>
    sql`coalesce(${condition ?? sql`true`}, false) as ${sql.identifier(name)}`;
  return sql.join(
    [
      part(category, 'in_category'),
      part(brand, 'in_brand'),
      part(price, 'in_price'),
      part(rating, 'in_rating'),
      ...attributes.map((condition, index) => part(condition, `in_attribute_${index}`)),
    ],
    sql`, `,
  );
}

/** The condition that a document passes all parts of the filter but one. */
function passesAllBut(filter: ProductFilter, left: string): SQL {
  const names = [
    'in_category',
    'in_brand',
    'in_price',
    'in_rating',
    ...filter.attributes.map((_, index) => `in_attribute_${index}`),
  ];
  return sql.join(
    names.filter((name) => name !== left).map((name) => sql`${sql.identifier(name)}`),
    sql` and `,
  );
}

function categoryCounts(filter: ProductFilter, limit: number): SQL {
  const isChosen = sql`category_id = any(${sql.param([...filter.categoryIds])}::uuid[])`;
  return sql`
    select 'category' as kind, 1 as facet_place, 'category' as key, 0::bigint as key_place, 'Category' as key_label,
      category.id::text as value, 0::bigint as value_place, category.name as label, count
    from (
      select category_id, count(*) as count
      from matched cross join unnest(category_ids) as category_id
      where ${passesAllBut(filter, 'in_category')}
      group by category_id order by ${isChosen} desc, count desc, category_id limit ${limit}) as counts
    join ${categories} as category on category.id = counts.category_id`;
}

function brandCounts(filter: ProductFilter, limit: number): SQL {
  return sql`
    select 'brand', 2, 'brand', 0, 'Brand', brand.slug, 0, brand.name, count
    from (
      select brand_id, count(*) as count, bool_or(in_brand) as is_chosen
      from matched
      where brand_id is not null and ${passesAllBut(filter, 'in_brand')}
      group by brand_id order by is_chosen desc, count desc, brand_id limit ${limit}) as counts
    join ${brands} as brand on brand.id = counts.brand_id`;
}

function priceCounts(filter: ProductFilter): SQL {
  const edges = sql`${sql.param([...bucketEdges(filter.currency)])}::bigint[]`;
  return sql`
    select 'price', 3, 'price', 0, 'Price', bucket::text, bucket, '', count(*)
    from matched cross join width_bucket(matched.price, ${edges}) as bucket
    where matched.price is not null and ${passesAllBut(filter, 'in_price')}
    group by bucket`;
}

function ratingCounts(filter: ProductFilter): SQL {
  return sql`
    select 'rating', 4, 'rating', 0, 'Rating', stars::text, 5 - stars, stars || ' and up', count(*)
    from matched join unnest(${sql.param(STARS)}::int[]) as stars on matched.rating >= stars
    where ${passesAllBut(filter, 'in_rating')}
    group by stars`;
}

function attributeCounts(filter: ProductFilter, limit: number): SQL {
  const chosenKeys = sql`${sql.param(filter.attributes.map(({ key }) => key))}::text[]`;
  const occurrences = [
    attributeOccurrences(filter, { left: 'none', which: sql`known.key <> all(${chosenKeys})` }),
    ...filter.attributes.map(({ key }, index) =>
      attributeOccurrences(filter, { left: `in_attribute_${index}`, which: sql`known.key = ${key}` }),
    ),
  ];
  return sql`
    with occurrence as (${sql.join(occurrences, sql` union all `)}),
    placed as (
      select *, key = any(${chosenKeys}) as is_chosen, row_number() over (partition by key order by count desc, value) as place
      from occurrence
    ), weighed as (
      select *, sum(count) filter (where place <= 20) over (partition by key) as weight from placed
    ), keyed as (
      select *, dense_rank() over (order by is_chosen desc, weight desc, key) as key_place from weighed
    )
    select 'attribute', 5, key, key_place, label, value, 0, value, count from keyed
    where key_place <= ${MAX_ATTRIBUTES} and place <= ${limit}`;
}

function attributeOccurrences(filter: ProductFilter, { left, which }: { left: string; which: SQL }): SQL {
  return sql`
    select known.key, known.label, known.value, counts.count
    from (
      select attribute_id, count(*) as count
      from matched cross join unnest(attribute_ids) as attribute_id
      where ${passesAllBut(filter, left)}
      group by attribute_id) as counts
    join ${searchAttributes} as known on known.id = counts.attribute_id
    where ${which}`;
}
