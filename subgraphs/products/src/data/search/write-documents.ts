import { type SQL, sql } from 'drizzle-orm';
import type { ProductsTransaction, Reader } from '../database.js';
import { products, searchAttributes, searchDocuments, searchWords } from '../tables.js';

/**
 * Makes the documents of these products say what the products' rows say: for use at the end of a transaction that changed them.
 * An archived product loses its document. Locks the products. Five statements, however many products.
 */
export async function refreshDocuments(tx: ProductsTransaction, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const ids = sql`${sql.param([...productIds])}::uuid[]`;
  await tx.execute(sql`select from ${products} where id = any(${ids}) order by id for update`);
  await tx.execute(sql`delete from ${searchDocuments} where product_id = any(${ids})`);
  await insertDocuments(tx, sql`product_id = any(${ids})`);
}

/** Writes the documents that are missing: after products were copied in bulk. */
export async function insertMissingDocuments(db: Reader): Promise<void> {
  await insertDocuments(
    db,
    sql`not exists (select from search_documents as present where present.product_id = source.product_id)`,
  );
}

/** @param which  condition on `source.product_id` */
async function insertDocuments(db: Reader, which: SQL): Promise<void> {
  await db.execute(sql`
    insert into ${searchAttributes} (key, label, value)
    select distinct on (key, value) key, label, value
    from search_product_attributes as source
    where ${which}
      and not exists (select from search_attributes as known where known.key = source.key and known.value = source.value)
    order by key, value, label
    on conflict do nothing`);
  await db.execute(sql`
    with texts as materialized (select * from search_texts as source where ${which}),
    documents as (${documentsOf(sql`texts`)})
    ${wordsOf(sql`texts`)}`);
}

function documentsOf(texts: SQL): SQL {
  return sql`
    insert into ${searchDocuments}
      (product_id, words, name_length, identifiers, brand_id, category_ids, seller_id, attribute_ids,
       price_usd, price_eur, price_jpy, price_kwd, rating, review_count, sales_count, has_stock)
    select
      products.id,
      setweight(to_tsvector('simple', text.name) || to_tsvector('english', text.name), 'A')
        || setweight(to_tsvector('simple', text.context) || to_tsvector('english', text.context), 'B')
        || setweight(to_tsvector('english', text.description), 'C')
        || setweight(to_tsvector('english', text.details), 'D'),
      text.name_length, text.identifiers, products.brand_id, coalesce(categories.path, '{}'), products.seller_id, attributes.ids,
      price.usd, price.eur, price.jpy, price.kwd,
      coalesce(products.rating_sum::float8 / nullif(products.review_count, 0), 0), products.review_count,
      products.sales_count, price.has_stock
    from ${texts} as text
    join products on products.id = text.product_id
    left join categories on categories.id = products.category_id
    cross join lateral (
      select coalesce(array_agg(distinct known.id), '{}') as ids
      from search_product_attributes as attribute
      join search_attributes as known on known.key = attribute.key and known.value = attribute.value
      where attribute.product_id = products.id) as attributes
    cross join lateral (
      select
        min(minor_units) filter (where currency = 'USD') as usd,
        min(minor_units) filter (where currency = 'EUR') as eur,
        min(minor_units) filter (where currency = 'JPY') as jpy,
        min(minor_units) filter (where currency = 'KWD') as kwd,
        bool_or(coalesce(variants.available_quantity, 0) > 0) as has_stock
      from variants join prices on prices.variant_id = variants.id
      where variants.product_id = products.id and variants.is_active) as price
    on conflict (product_id) do nothing`;
}

/** New words, in alphabetical order so that two transactions with the same new words wait for one another in turn. */
function wordsOf(texts: SQL): SQL {
  return sql`
    insert into ${searchWords} (word, stem, document_frequency)
    select word, search_stem(word), count(*)
    from (
      select unnest(tsvector_to_array(array_to_tsvector(array_remove(string_to_array(
        concat_ws(' ', text.name, text.context, text.description, text.details), ' '), '')))) as word
      from ${texts} as text) as occurrence
    where length(word) <= 40
    group by word
    order by word
    on conflict do nothing`;
}
