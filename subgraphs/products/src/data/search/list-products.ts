import type { Currency } from '@souk/subgraph-kit';
import { type SQL, sql } from 'drizzle-orm';
import type { Listed } from '../../domain/listed.js';
import type { ProductFilter, ProductSort } from '../../domain/search-request.js';
import type { Reader } from '../database.js';
import { searchDocuments } from '../tables.js';
import { allConditions, allOf, conditionsOf, priceColumn } from './conditions.js';
import type { TextMatch } from './text-match.js';

export interface ListPlan {
  readonly filter: ProductFilter;
  readonly sort: ProductSort;
  /** null lists without a text; RELEVANCE is then BESTSELLING */
  readonly match: TextMatch | null;
}

/** @param after  the last of the page before @returns up to `first` + 1, in order. One statement. */
export async function listProducts(
  db: Reader,
  { filter, sort, match }: ListPlan,
  { first, after }: { first: number; after: Listed | null },
): Promise<Listed[]> {
  const order = orderOf(sort, filter.currency, match);
  const rows = await db.execute<{ product_id: string; value: number | null }>(sql`
    with listed as (
      select ${searchDocuments.productId} as product_id, ${order.value} as value
      from ${searchDocuments} ${order.join} where ${whereOf(filter, match)}
    )
    select product_id, value::float8 as value from listed
    where ${after ? isBehind(order, after) : sql`true`}
    order by listed.value ${order.direction}, product_id ${order.idDirection}
    limit ${first + 1}`);
  return rows.map(({ product_id, value }) => ({ productId: product_id, value }));
}

/** How many products the whole list has. */
export async function countProducts(db: Reader, { filter, match }: Omit<ListPlan, 'sort'>): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from ${searchDocuments} where ${whereOf(filter, match)}`);
  return row?.count ?? 0;
}

function whereOf(filter: ProductFilter, match: TextMatch | null): SQL {
  return allOf([match?.condition, allConditions(conditionsOf(filter))]);
}

interface Order {
  /** what the value needs beside the document */
  readonly join: SQL;
  readonly value: SQL;
  /** what a cursor's value is to PostgreSQL */
  readonly type: SQL;
  readonly direction: SQL;
  /** true for what comes later in the list */
  readonly isBeyond: SQL;
  /** ids rise with the time of creation */
  readonly idDirection: SQL;
  readonly isIdBeyond: SQL;
}

const RISING_IDS = { join: sql``, idDirection: sql`asc`, isIdBeyond: sql`>` };
const FALLING_IDS = { join: sql``, idDirection: sql`desc`, isIdBeyond: sql`<` };
const DESCENDING = { direction: sql`desc`, isBeyond: sql`<`, ...RISING_IDS };

function orderOf(sort: ProductSort, currency: Currency, match: TextMatch | null): Order {
  const price = { value: sql`${priceColumn(currency)}`, type: sql`bigint`, ...RISING_IDS };
  switch (sort) {
    case 'PRICE_ASC':
      return { ...price, direction: sql`asc nulls last`, isBeyond: sql`>` };
    case 'PRICE_DESC':
      return { ...price, direction: sql`desc nulls last`, isBeyond: sql`<` };
    case 'NEWEST':
      return { ...DESCENDING, value: sql`0`, type: sql`integer`, ...FALLING_IDS };
    case 'RATING':
      return { ...DESCENDING, value: sql`${searchDocuments.rating}`, type: sql`float8` };
    case 'BESTSELLING':
      return { ...DESCENDING, value: sql`${searchDocuments.salesCount}`, type: sql`bigint` };
    case 'RELEVANCE':
      if (!match) return orderOf('BESTSELLING', currency, null);
      return {
        ...DESCENDING,
        value: sql`match.score`,
        join: sql`cross join lateral (${match.scoring}) as match`,
        type: sql`float8`,
      };
  }
}

function isBehind({ type, isBeyond, isIdBeyond }: Order, { value, productId }: Listed): SQL {
  const isLater = sql`product_id ${isIdBeyond} ${productId}::uuid`;
  if (value === null) return sql`value is null and ${isLater}`;
  const last = sql`${value}::${type}`;
  return sql`(value ${isBeyond} ${last} or value is null or (value = ${last} and ${isLater}))`;
}
