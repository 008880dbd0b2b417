import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Suggestion } from '../../domain/suggestion.js';
import type { Reader } from '../database.js';

const found = z.array(
  z.object({ kind: z.enum(['PRODUCT', 'CATEGORY', 'BRAND']), text: z.string(), id: z.string(), slug: z.string() }),
);

/**
 * Names in which a word begins as the text does: categories and brands that sell something, then products by sales. One statement.
 */
export async function findSuggestions(db: Reader, text: string, first: number): Promise<Suggestion[]> {
  const start = text.toLowerCase();
  const pattern = start.replace(/[\\%_]/g, '\\$&');
  const begins = (name: string) =>
    sql`(lower(${sql.raw(name)}) like ${`${pattern}%`} or lower(${sql.raw(name)}) like ${`% ${pattern}%`})`;
  const someNames = Math.ceil(first / 3); // leaves room for products
  const rows = await db.execute(sql`
    select kind, text, id, slug from (
      (select 'CATEGORY' as kind, 1 as place, category.name as text, category.id, category.slug, 0 as sales
       from categories as category
       where ${begins('category.name')}
         and exists (select from search_documents where category_ids @> array[category.id])
       order by length(category.name), category.id limit ${someNames})
      union all
      (select 'BRAND', 1, brand.name, brand.id, brand.slug, 0
       from brands as brand
       where ${begins('brand.name')} and exists (select from search_documents where brand_id = brand.id)
       order by length(brand.name), brand.id limit ${someNames})
      union all
      (select 'PRODUCT', 2, products.name, products.id, products.slug, products.sales_count
       from products join search_documents on search_documents.product_id = products.id
       where ${begins('products.name')}
       order by products.sales_count desc, products.id limit ${first})
    ) as suggestion
    order by place, lower(text) like ${`${pattern}%`} desc, sales desc, length(text), id
    limit ${first}`);
  return found.parse([...rows]);
}
