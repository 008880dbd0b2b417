import { groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { type SQL, sql } from 'drizzle-orm';
import type { Review } from '../domain/review.js';
import type { Reader } from './database.js';
import { products, reviews, searchDocuments } from './tables.js';

/** One page of a list that belongs to one owner. */
export interface PageOf {
  readonly ownerId: string;
  /** 1–100 */
  readonly first: number;
  /** id of the last row of the page before; null for the first page */
  readonly afterId: string | null;
}

/** Each product's reviews, newest first, one row more than asked for when there is a next page. */
export function reviewsByProduct(db: Reader): DataLoader<PageOf, Review[], string> {
  return pageLoader(async (ownerIds, { first, afterId }) => {
    const found = await db.execute<{
      id: string;
      product_id: string;
      user_id: string;
      rating: number;
      title: string;
      body: string;
      created_at: string;
    }>(sql`
      select review.*
      from unnest(${asArray(ownerIds)}) as owner (id)
      cross join lateral (
        select * from ${reviews}
        where product_id = owner.id ${afterId ? sql`and id < ${afterId}::uuid` : sql``}
        order by id desc limit ${first + 1}
      ) as review
      order by review.id desc`);
    const rows = found.map((row) => ({
      id: row.id,
      productId: row.product_id,
      userId: row.user_id,
      rating: row.rating,
      title: row.title,
      body: row.body,
      createdAt: new Date(row.created_at),
    }));
    return groupByKeys(ownerIds, rows, (row) => row.productId);
  });
}

/** Ids of what each seller sells, newest first, one more than asked for when there is a next page. */
export function productIdsBySeller(db: Reader): DataLoader<PageOf, string[], string> {
  return pageLoader(async (ownerIds, { first, afterId }) => {
    const found = await db.execute<{ product_id: string; seller_id: string }>(sql`
      select product.*
      from unnest(${asArray(ownerIds)}) as owner (id)
      cross join lateral (
        select products.id as product_id, products.seller_id
        from ${products} join ${searchDocuments} on search_documents.product_id = products.id
        where products.is_active and products.seller_id = owner.id ${afterId ? sql`and products.id < ${afterId}::uuid` : sql``}
        order by products.id desc limit ${first + 1}
      ) as product
      order by product.product_id desc`);
    const groups = groupByKeys(ownerIds, [...found], (row) => row.seller_id);
    return groups.map((group) => group.map((row) => row.product_id));
  });
}

/** How many products each seller sells. */
export function productCountBySeller(db: Reader): DataLoader<string, number> {
  return new DataLoader(async (sellerIds) => {
    const found = await db.execute<{ seller_id: string; count: number }>(sql`
      select seller_id, count(*)::int as count from ${searchDocuments}
      where seller_id = any(${asArray(sellerIds)}) group by seller_id`);
    const counts = new Map(found.map((row) => [row.seller_id, row.count]));
    return sellerIds.map((id) => counts.get(id) ?? 0);
  });
}

/** One statement for all owners of whom the same page is asked: in one request that is nearly always all of them. */
function pageLoader<Row>(
  load: (ownerIds: string[], page: Omit<PageOf, 'ownerId'>) => Promise<Row[][]>,
): DataLoader<PageOf, Row[], string> {
  const pageKey = ({ first, afterId }: PageOf) => `${first}/${afterId}`;
  const batch = async (keys: readonly PageOf[]): Promise<Row[][]> => {
    const pages = new Map<string, { page: PageOf; ownerIds: string[] }>();
    for (const key of keys) {
      const group = pages.get(pageKey(key));
      if (group) group.ownerIds.push(key.ownerId);
      else pages.set(pageKey(key), { page: key, ownerIds: [key.ownerId] });
    }
    const rowsByKey = new Map<string, Row[]>();
    for (const { page, ownerIds } of pages.values()) {
      const groups = await load(ownerIds.filter(isId), page);
      ownerIds.filter(isId).forEach((ownerId, index) => {
        rowsByKey.set(`${ownerId}/${pageKey(page)}`, groups[index] ?? []);
      });
    }
    return keys.map((key) => rowsByKey.get(`${key.ownerId}/${pageKey(key)}`) ?? []);
  };
  return new DataLoader(batch, { cacheKeyFn: (key) => `${key.ownerId}/${pageKey(key)}` });
}

function asArray(ids: readonly string[]): SQL {
  return sql`${sql.param([...ids])}::uuid[]`;
}
