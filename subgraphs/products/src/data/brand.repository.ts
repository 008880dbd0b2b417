import { newId } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import { slugOf } from '../domain/slug.js';
import type { ProductsTransaction } from './database.js';
import { brands } from './tables.js';

/** The id of the brand of this name, which is made when there is none; names that differ in case or accents are one. */
export async function findOrInsertBrand(tx: ProductsTransaction, name: string): Promise<string> {
  const [known] = await tx.select({ id: brands.id }).from(brands).where(sql`lower(${brands.name}) = lower(${name})`);
  if (known) return known.id;
  const [brand] = await tx
    .insert(brands)
    .values({ id: newId(), name, slug: slugOf(name) })
    .onConflictDoUpdate({ target: brands.slug, set: { slug: sql`excluded.slug` } })
    .returning({ id: brands.id });
  if (!brand) throw new Error('An upsert returns its row');
  return brand.id;
}
