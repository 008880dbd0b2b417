import { sql } from 'drizzle-orm';
import type { ProductsTransaction } from '../database.js';

// What changes often in a document is written alone: the words need not be read again.

export async function refreshStock(tx: ProductsTransaction, productId: string): Promise<void> {
  await tx.execute(sql`
    update search_documents set has_stock = kept.has_stock
    from (
      select coalesce(bool_or(available_quantity > 0), false) as has_stock from variants
      where product_id = ${productId} and is_active) as kept
    where product_id = ${productId} and search_documents.has_stock <> kept.has_stock`);
}

export async function refreshSales(tx: ProductsTransaction, productIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update search_documents set sales_count = products.sales_count
    from products
    where products.id = search_documents.product_id and products.id = any(${sql.param([...productIds])}::uuid[])`);
}

export async function refreshRating(tx: ProductsTransaction, productId: string): Promise<void> {
  await tx.execute(sql`
    update search_documents
    set rating = products.rating_sum::float8 / products.review_count, review_count = products.review_count
    from products
    where products.id = search_documents.product_id and products.id = ${productId}`);
}
