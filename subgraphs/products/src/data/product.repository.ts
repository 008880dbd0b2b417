import { eq, inArray, sql } from 'drizzle-orm';
import type { Product } from '../domain/product.js';
import { slugOf, slugWithId } from '../domain/slug.js';
import { productColumns } from './columns.js';
import type { ProductsTransaction } from './database.js';
import { products } from './tables.js';

export type NewProduct = Omit<Product, 'slug' | 'reviewCount' | 'ratingSum' | 'isActive' | 'version'>;
export type ProductChanges = Partial<
  Pick<
    Product,
    'name' | 'description' | 'longDescription' | 'brandId' | 'categoryId' | 'attributes' | 'specifications' | 'isActive'
  >
>;

/** Gives it a slug made of its name. */
export async function insertProduct(tx: ProductsTransaction, product: NewProduct): Promise<void> {
  const row = { ...product, isActive: true, version: 1 };
  const [inserted] = await tx
    .insert(products)
    .values({ ...row, slug: slugOf(product.name) })
    .onConflictDoNothing({ target: products.slug })
    .returning({ id: products.id });
  if (!inserted) await tx.insert(products).values({ ...row, slug: slugWithId(product.name, product.id) });
}

/** The product, locked until the transaction ends; null when there is none. */
export async function lockProduct(tx: ProductsTransaction, id: string): Promise<Product | null> {
  const [row] = await tx.select(productColumns).from(products).where(eq(products.id, id)).for('update');
  return row ?? null;
}

/** Changes a locked product and raises its version. */
export async function changeProduct(
  tx: ProductsTransaction,
  id: string,
  changes: ProductChanges & { readonly updatedAt: Date },
): Promise<void> {
  await tx
    .update(products)
    .set({ ...changes, version: sql`${products.version} + 1` })
    .where(eq(products.id, id));
}

/** Keeps the average in one statement. @returns false when the product is not sold */
export async function addRating(tx: ProductsTransaction, productId: string, rating: number): Promise<boolean> {
  const updated = await tx.execute(sql`
    update ${products} set review_count = review_count + 1, rating_sum = rating_sum + ${rating}
    where id = ${productId} and is_active returning id`);
  return updated.length > 0;
}

/** @param quantities  pieces by product id; locked in the order of ids, so that two orders never wait for one another */
export async function addSales(tx: ProductsTransaction, quantities: ReadonlyMap<string, number>): Promise<void> {
  await tx
    .select({ id: products.id })
    .from(products)
    .where(inArray(products.id, [...quantities.keys()]))
    .orderBy(products.id)
    .for('update');
  await tx.execute(sql`
    update ${products} set sales_count = sales_count + sold.quantity
    from unnest(${sql.param([...quantities.keys()])}::uuid[], ${sql.param([...quantities.values()])}::int[]) as sold (id, quantity)
    where products.id = sold.id`);
}
