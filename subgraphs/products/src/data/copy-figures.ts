import type { SeedOrder, World } from '@souk/demo-world';
import type { CopyPlan, CopyValue } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import type { ProductsDatabase } from './database.js';

/** Copies one table's rows and tells how far it is. */
export type Copy = (plan: CopyPlan) => Promise<number>;

type Rows = Iterable<readonly CopyValue[]>;

/**
 * Copies the reviews and works out what the catalogue keeps about its products and variants: average rating, pieces sold, pieces
 * available. All sums are made by the database, from tables that are dropped again, so that memory stays bounded.
 */
export async function copyFigures(db: ProductsDatabase, world: World, copy: Copy): Promise<void> {
  await copyReviews(db, world, copy);
  await copySales(db, world, copy);
  await copyStock(db, world, copy);
}

async function copyReviews(db: ProductsDatabase, world: World, copy: Copy): Promise<void> {
  const columns = ['id', 'product_id', 'user_id', 'rating', 'title', 'body', 'created_at'];
  await copy({ table: 'reviews', columns, rows: reviewRows(world), skipExisting: true });
  await db.execute(sql`
    update products set review_count = kept.count, rating_sum = kept.sum
    from (select product_id, count(*) as count, sum(rating) as sum from reviews group by product_id) as kept
    where kept.product_id = products.id and (products.review_count, products.rating_sum) <> (kept.count, kept.sum)`);
}

async function copySales(db: ProductsDatabase, world: World, copy: Copy): Promise<void> {
  await db.execute(sql`drop table if exists seed_sales`);
  await db.execute(sql`create unlogged table seed_sales (product_id uuid, quantity integer)`);
  await copy({ table: 'seed_sales', columns: ['product_id', 'quantity'], rows: saleRows(world) });
  await db.execute(sql`
    update products set sales_count = sold.quantity
    from (select product_id, sum(quantity) as quantity from seed_sales group by product_id) as sold
    where sold.product_id = products.id`);
  await db.execute(sql`drop table seed_sales`);
}

async function copyStock(db: ProductsDatabase, world: World, copy: Copy): Promise<void> {
  await db.execute(sql`drop table if exists seed_stock`);
  await db.execute(sql`create unlogged table seed_stock (variant_id uuid, available integer)`);
  await copy({ table: 'seed_stock', columns: ['variant_id', 'available'], rows: stockRows(world) });
  await db.execute(sql`
    update variants set available_quantity = stock.available
    from (select variant_id, sum(available) as available from seed_stock group by variant_id) as stock
    where stock.variant_id = variants.id`);
  await db.execute(sql`drop table seed_stock`);
}

function* reviewRows(world: World): Rows {
  for (const { id, productId, userId, rating, title, body, createdAt } of world.reviews()) {
    yield [id, productId, userId, rating, title, body, createdAt];
  }
}

function* saleRows(world: World): Rows {
  for (const order of world.orders()) {
    if (!wasPaid(order)) continue;
    for (const line of order.lines) yield [line.productId, line.quantity];
  }
}

function wasPaid({ paymentStatus }: SeedOrder): boolean {
  return paymentStatus === 'PAID' || paymentStatus === 'REFUNDED';
}

function* stockRows(world: World): Rows {
  for (const { variantId, onHand, safetyStock } of world.stock()) yield [variantId, Math.max(0, onHand - safetyStock)];
}
