import type { SeedProduct, World } from '@souk/demo-world';
import { arrayLiteral, type CopyValue, copyRows } from '@souk/subgraph-kit';
import postgres from 'postgres';
import { TRAIN_MODELS } from './training.queue.js';

/** Versions of what products copies: a change afterwards is newer. */
const SEED_VERSION = 0;

type Source = Pick<World, 'categories' | 'products' | 'interactions' | 'reviews'>;

/**
 * Copies the names of categories, the catalogue's read model and the interactions. What is there of the catalogue stays as it is,
 * so that one can be added to another.
 *
 * @param onProgress  called with the number of rows copied since the last call
 */
export async function copySeed(databaseUrl: string, world: Source, onProgress: (rows: number) => void): Promise<void> {
  const parents = new Map<string, string | null>();
  for (const { id, parentId } of world.categories()) parents.set(id, parentId);
  await copyRows(databaseUrl, {
    table: 'categories',
    columns: ['id', 'name'],
    rows: categoryRows(world),
    skipExisting: true,
    onProgress,
  });
  await copyRows(databaseUrl, {
    table: 'products',
    columns: [
      'id',
      'name',
      'description',
      'brand_id',
      'category_ids',
      'attributes',
      'is_active',
      'version',
      'changed_at',
    ],
    rows: productRows(world.products(), parents),
    skipExisting: true,
    onProgress,
  });
  await copyRows(databaseUrl, {
    table: 'interactions',
    columns: ['user_id', 'type', 'product_id', 'variant_id', 'rating', 'is_vouched', 'at'],
    rows: interactionRows(world),
    onProgress,
  });
  await finish(databaseUrl);
}

function* categoryRows(world: Source): Generator<CopyValue[]> {
  for (const { id, name } of world.categories()) yield [id, name];
}

function* productRows(
  products: Iterable<SeedProduct>,
  parents: ReadonlyMap<string, string | null>,
): Generator<CopyValue[]> {
  const changedAt = new Date();
  for (const { id, name, description, brandId, categoryId, attributes, isActive } of products) {
    const path = arrayLiteral(pathOf(categoryId, parents));
    const pairs = attributes.map(({ key, value }) => ({ key, value }));
    yield [id, name, description, brandId, path, pairs, isActive, SEED_VERSION, changedAt];
  }
}

/** From the leaf up to the root. */
function pathOf(categoryId: string, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let id: string | null = categoryId; id !== null; id = parents.get(id) ?? null) path.push(id);
  return path;
}

/** Reviews come with their stars from `reviews`; the same ones among the interactions have none. */
function* interactionRows(world: Source): Generator<CopyValue[]> {
  for (const { userId, type, productId, variantId, at } of world.interactions()) {
    if (type !== 'REVIEW') yield [userId, type, productId, variantId, null, true, at];
  }
  for (const { userId, productId, rating, createdAt } of world.reviews()) {
    yield [userId, 'REVIEW', productId, null, rating, true, createdAt];
  }
}

/** Lets the planner know the tables, and the worker that there is something to learn. */
async function finish(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    await sql`analyze products, categories, interactions`;
    await sql`select graphile_worker.add_job(${TRAIN_MODELS}, queue_name => ${TRAIN_MODELS}, max_attempts => 1)`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
