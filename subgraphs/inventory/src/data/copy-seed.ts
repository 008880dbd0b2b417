import type { SeedProduct, SeedStock, World } from '@souk/demo-world';
import { copyRows, newId } from '@souk/subgraph-kit';
import postgres from 'postgres';

/** Versions of what products copies: a change afterwards is newer. */
const SEED_VERSION = 0;

/**
 * Copies warehouses, the read models of products and variants, empty stock items, and for each an opening movement that fills it. What
 * is there already stays as it is, so that a catalogue can be added to another.
 *
 * @param world     only `warehouses`, `products` and `stock` are asked
 * @param progress  called with the number of rows copied since the last call
 */
export async function copySeed(
  databaseUrl: string,
  world: Pick<World, 'warehouses' | 'products' | 'stock'>,
  progress: (rows: number) => void,
): Promise<void> {
  const always = { skipExisting: true, onProgress: progress };
  await copyRows(databaseUrl, {
    ...always,
    table: 'warehouses',
    columns: ['id', 'code', 'name', 'country', 'priority'],
    rows: map(world.warehouses(), ({ id, code, name, country, priority }) => [id, code, name, country, priority]),
  });
  await copyRows(databaseUrl, {
    ...always,
    table: 'products',
    columns: ['id', 'is_active', 'version'],
    rows: map(world.products(), ({ id, isActive }) => [id, isActive, SEED_VERSION]),
  });
  await copyRows(databaseUrl, {
    ...always,
    table: 'variants',
    columns: ['id', 'product_id', 'seller_id', 'sku', 'name', 'is_active', 'version'],
    rows: variantRows(world.products()),
  });
  await copyRows(databaseUrl, {
    ...always,
    table: 'stock_items',
    columns: ['variant_id', 'warehouse_id', 'on_hand', 'safety_stock'],
    rows: map(world.stock(), (stock) => [stock.variantId, stock.warehouseId, 0, stock.safetyStock]),
  });
  await copyRows(databaseUrl, {
    ...always,
    table: 'stock_movements',
    columns: ['id', 'variant_id', 'warehouse_id', 'kind', 'on_hand_delta', 'reserved_delta'],
    rows: map(world.stock(), openingRow),
  });
  await analyze(databaseUrl);
}

function* map<Item, Row>(items: Iterable<Item>, toRow: (item: Item) => Row): Generator<Row> {
  for (const item of items) yield toRow(item);
}

function* variantRows(products: Iterable<SeedProduct>) {
  for (const { id: productId, sellerId, name, variants } of products) {
    for (const { id, sku, options, isActive } of variants) {
      const chosen = options.map(({ value }) => value).join(' / ');
      const fullName = chosen === '' ? name : `${name} (${chosen})`;
      yield [id, productId, sellerId, sku, fullName, isActive, SEED_VERSION];
    }
  }
}

function openingRow({ variantId, warehouseId, onHand }: SeedStock) {
  return [newId(), variantId, warehouseId, 'OPENING', onHand, 0];
}

async function analyze(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    await sql`analyze warehouses, products, variants, stock_items, stock_movements`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
