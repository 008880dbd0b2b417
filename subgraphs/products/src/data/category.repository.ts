import { eq, sql } from 'drizzle-orm';
import type { Category } from '../domain/category.js';
import { slugOf, slugWithId } from '../domain/slug.js';
import type { ProductsTransaction } from './database.js';
import { categories, products } from './tables.js';

export async function findCategory(tx: ProductsTransaction, id: string): Promise<Category | null> {
  const [row] = await tx.select().from(categories).where(eq(categories.id, id));
  return row ?? null;
}

/** Gives it a slug made of its name. */
export async function insertCategory(tx: ProductsTransaction, category: Omit<Category, 'slug'>): Promise<void> {
  const row = { ...category, path: [...category.path] };
  const [inserted] = await tx
    .insert(categories)
    .values({ ...row, slug: slugOf(category.name) })
    .onConflictDoNothing({ target: categories.slug })
    .returning({ id: categories.id });
  if (!inserted) await tx.insert(categories).values({ ...row, slug: slugWithId(category.name, category.id) });
}

/** @returns false when there is none */
export async function changeCategory(
  tx: ProductsTransaction,
  id: string,
  changes: Partial<Pick<Category, 'name' | 'description' | 'position'>>,
): Promise<boolean> {
  const updated = await tx
    .update(categories)
    .set({ ...changes, id }) // a change of nothing needs a column too
    .where(eq(categories.id, id))
    .returning({ id: categories.id });
  return updated.length > 0;
}

/** Products in the category or below. */
export async function findProductIdsBelow(tx: ProductsTransaction, categoryId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: products.id })
    .from(products)
    .innerJoin(categories, eq(categories.id, products.categoryId))
    .where(sql`${categories.path} @> array[${categoryId}::uuid]`);
  return rows.map(({ id }) => id);
}
