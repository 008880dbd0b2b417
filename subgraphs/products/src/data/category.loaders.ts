import { alignToKeys, groupByKeys, isId } from '@souk/subgraph-kit';
import DataLoader from 'dataloader';
import { asc, inArray, sql } from 'drizzle-orm';
import type { Category } from '../domain/category.js';
import type { Reader } from './database.js';
import { categories } from './tables.js';

/** null for an unknown or malformed id */
export function categoryById(db: Reader): DataLoader<string, Category | null> {
  return new DataLoader(async (ids) => {
    const rows = await db
      .select()
      .from(categories)
      .where(inArray(categories.id, ids.filter(isId)));
    return alignToKeys(ids, rows, (row) => row.id);
  });
}

/** The categories right below each, in their order. */
export function childrenByCategory(db: Reader): DataLoader<string, Category[]> {
  return new DataLoader(async (parentIds) => {
    const rows = await db
      .select()
      .from(categories)
      .where(inArray(categories.parentId, [...parentIds]))
      .orderBy(asc(categories.position), asc(categories.name));
    return groupByKeys(parentIds, rows, (row) => row.parentId);
  });
}

export function categoryBySlug(db: Reader): DataLoader<string, Category | null> {
  return new DataLoader(async (slugs) => {
    const rows = await db
      .select()
      .from(categories)
      .where(inArray(categories.slug, [...slugs]));
    return alignToKeys(slugs, rows, (row) => row.slug);
  });
}

/** All categories, parents before children. */
export function allCategories(db: Reader): () => Promise<Category[]> {
  const depth = sql`cardinality(${categories.path})`;
  return () => db.select().from(categories).orderBy(depth, asc(categories.position), asc(categories.name));
}
