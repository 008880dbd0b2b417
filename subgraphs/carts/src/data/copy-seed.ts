import type { SeedProduct, World } from '@souk/demo-world';
import { arrayLiteral, type CopyValue, copyRows } from '@souk/subgraph-kit';
import postgres from 'postgres';
import type { PromotionEffect } from '../domain/promotion.js';
import { usablePrices } from '../domain/variant.js';

type Progress = (rows: number) => void;

/** Older than any event, so that the first one is heard. */
const BEFORE_ALL_EVENTS = 0;

/**
 * Copies what carts know of the world into migrated tables: products, variants, stock and promotions. Rows that are there already stay.
 *
 * @param world     read lazily; needs `categories`, `products`, `stock` and `promotions`, each of which may be empty
 * @param progress  called now and then with how many rows went in since the last call
 */
export async function copySeed(
  databaseUrl: string,
  world: Pick<World, 'now' | 'categories' | 'products' | 'stock' | 'promotions'>,
  progress: Progress = () => {},
): Promise<void> {
  await copyProducts(databaseUrl, world, progress);
  await copyVariants(databaseUrl, world.products(), progress);
  await copyPromotions(databaseUrl, world, progress);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await copyStock(sql, { databaseUrl, rows: stockRows(world), progress });
    await sql`analyze catalogue_products, catalogue_variants, variant_stock, promotions`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function copyProducts(
  databaseUrl: string,
  world: Pick<World, 'categories' | 'products'>,
  onProgress: Progress,
): Promise<void> {
  await copyRows(databaseUrl, {
    table: 'catalogue_products',
    columns: ['id', 'category_ids', 'version'],
    rows: productRows(world),
    skipExisting: true,
    onProgress,
  });
}

function* productRows(world: Pick<World, 'categories' | 'products'>): Generator<readonly CopyValue[]> {
  /** from the leaf up to the root; parents come before their children */
  const paths = new Map<string, readonly string[]>();
  for (const { id, parentId } of world.categories()) paths.set(id, [id, ...(paths.get(parentId ?? '') ?? [])]);
  for (const { id, categoryId } of world.products()) {
    yield [id, arrayLiteral(paths.get(categoryId) ?? [categoryId]), BEFORE_ALL_EVENTS];
  }
}

async function copyVariants(databaseUrl: string, products: Iterable<SeedProduct>, onProgress: Progress): Promise<void> {
  await copyRows(databaseUrl, {
    table: 'catalogue_variants',
    columns: ['id', 'product_id', 'seller_id', 'sku', 'name', 'weight_grams', 'is_active', 'prices', 'version'],
    rows: variantRows(products),
    skipExisting: true,
    onProgress,
  });
}

function* variantRows(products: Iterable<SeedProduct>): Generator<readonly CopyValue[]> {
  for (const { id, sellerId, name, isActive, variants } of products) {
    for (const variant of variants) {
      const chosen = variant.options.map(({ value }) => value).join(', ');
      const lineName = chosen === '' ? name : `${name} (${chosen})`;
      const prices = usablePrices(variant.prices);
      const isOnSale = isActive && variant.isActive;
      const { sku, weightGrams } = variant;
      yield [variant.id, id, sellerId, sku, lineName, weightGrams, isOnSale, prices, BEFORE_ALL_EVENTS];
    }
  }
}

/** The world has a row per warehouse; the database adds them up, so that nothing large is held here. */
async function copyStock(
  sql: postgres.Sql,
  { databaseUrl, rows, progress }: { databaseUrl: string; rows: Iterable<readonly CopyValue[]>; progress: Progress },
): Promise<void> {
  await sql`drop table if exists seed_stock`;
  await sql`create unlogged table seed_stock (variant_id uuid not null, available integer not null)`;
  const columns = ['variant_id', 'available'];
  await copyRows(databaseUrl, { table: 'seed_stock', columns, rows, onProgress: progress });
  await sql`
    insert into variant_stock (variant_id, available_quantity, version)
    select variant_id, sum(available), ${BEFORE_ALL_EVENTS} from seed_stock group by variant_id
    on conflict do nothing`;
  await sql`drop table seed_stock`;
}

function* stockRows(world: Pick<World, 'stock'>): Generator<readonly CopyValue[]> {
  for (const { variantId, onHand, safetyStock } of world.stock()) yield [variantId, Math.max(0, onHand - safetyStock)];
}

async function copyPromotions(
  databaseUrl: string,
  world: Pick<World, 'now' | 'promotions'>,
  onProgress: Progress,
): Promise<void> {
  await copyRows(databaseUrl, {
    table: 'promotions',
    columns: ['id', 'name', 'code', 'effect', 'starts_at', 'ends_at', 'archived_at'],
    rows: promotionRows(world),
    skipExisting: true,
    onProgress,
  });
}

function* promotionRows(world: Pick<World, 'now' | 'promotions'>): Generator<readonly CopyValue[]> {
  for (const { id, description, code, percentOff, startsAt, endsAt, isActive } of world.promotions()) {
    const effect: PromotionEffect = { kind: 'PERCENTAGE', percentOff };
    yield [id, description, code, effect, startsAt, endsAt, isActive ? null : world.now];
  }
}
