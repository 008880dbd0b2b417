import { sql } from 'drizzle-orm';
import type { ProductsTransaction } from './database.js';

/** @param quantities  pieces by product id; locked in the order of ids, so that two orders never wait for one another */
export async function addSales(tx: ProductsTransaction, quantities: ReadonlyMap<string, number>): Promise<void> {
  const ids = sql`${sql.param([...quantities.keys()])}::uuid[]`;
  await tx.execute(sql`
    with locked as (select id from products where id = any(${ids}) order by id for update)
    update products set sales_count = sales_count + sold.quantity
    from unnest(${ids}, ${sql.param([...quantities.values()])}::int[]) as sold (id, quantity)
    where products.id = sold.id and products.id in (select id from locked)`);
}
