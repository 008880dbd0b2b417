import type { SeedProduct, World } from '@souk/demo-world';
import { arrayLiteral, type CopyPlan, copyRows } from '@souk/subgraph-kit';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { type Copy, copyFigures } from './copy-figures.js';
import type { ProductsDatabase } from './database.js';
import { countWords } from './search/count-words.js';
import { insertMissingDocuments } from './search/write-documents.js';
import * as tables from './tables.js';

/** Called now and then with how many rows went in since the last call. */
export type Progress = (rows: number) => void;

/** How many products are held at once: a product's rows go to four tables. */
const PRODUCTS_AT_ONCE = 2_000;

/**
 * Copies a world's catalogue, reviews, stock and sales into the database, which has been migrated. What is there already stays, so a
 * world may also bring more products to a catalogue.
 */
export async function copySeed(databaseUrl: string, world: World, progress: Progress): Promise<void> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const db = drizzle(client, { schema: tables });
    const copy = (plan: CopyPlan) => copyRows(databaseUrl, { ...plan, onProgress: progress });
    await copyCatalogue(db, world, copy);
    await copyFigures(db, world, copy);
    await db.execute(sql`analyze`); // or the documents are planned as if the catalogue were empty
    await insertMissingDocuments(db);
    await db.transaction((tx) => countWords(tx));
    await db.execute(sql`analyze`);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function copyCatalogue(db: ProductsDatabase, world: World, copy: Copy): Promise<void> {
  await copy({
    skipExisting: true,
    table: 'categories',
    columns: ['id', 'slug', 'name', 'description', 'parent_id', 'path', 'position'],
    rows: map(world.categories(), ({ id, slug, name, description, parentId, position }) => [
      id,
      slug,
      name,
      description,
      parentId,
      arrayLiteral([]),
      position,
    ]),
  });
  await db.execute(sql`
    with recursive tree as (
      select id, array[id] as path from categories where parent_id is null
      union all
      select categories.id, tree.path || categories.id from categories join tree on tree.id = categories.parent_id)
    update categories set path = tree.path from tree where tree.id = categories.id and categories.path <> tree.path`);
  await copy({
    skipExisting: true,
    table: 'brands',
    columns: ['id', 'slug', 'name'],
    rows: map(world.brands(), ({ id, slug, name }) => [id, slug, name]),
  });
  for (const some of inChunks(world.products(), PRODUCTS_AT_ONCE)) {
    for (const plan of plansFor(some)) await copy({ ...plan, skipExisting: true });
  }
}

function plansFor(products: readonly SeedProduct[]): CopyPlan[] {
  const variants = products.flatMap((product) => product.variants);
  return [
    {
      table: 'products',
      columns: [
        'id',
        'slug',
        'name',
        'description',
        'long_description',
        'brand_id',
        'category_id',
        'seller_id',
        'attributes',
        'specifications',
        'is_active',
        'version',
        'created_at',
        'updated_at',
      ],
      rows: map(products, (each) => [
        each.id,
        each.slug,
        each.name,
        each.description,
        each.longDescription || null,
        each.brandId,
        each.categoryId,
        each.sellerId,
        each.attributes,
        each.specifications,
        each.isActive,
        1,
        each.createdAt,
        each.updatedAt,
      ]),
    },
    {
      table: 'variants',
      columns: [
        'id',
        'product_id',
        'sku',
        'name',
        'options',
        'weight_grams',
        'image_id',
        'is_active',
        'position',
        'version',
        'created_at',
        'updated_at',
      ],
      rows: map(variants, (each) => [
        each.id,
        each.productId,
        each.sku,
        each.name,
        each.options,
        each.weightGrams,
        each.imageId,
        each.isActive,
        each.position,
        1,
        each.createdAt,
        each.createdAt,
      ]),
    },
    {
      table: 'prices',
      columns: ['variant_id', 'currency', 'minor_units', 'compare_at_minor_units'],
      rows: variants.flatMap((variant) =>
        variant.prices.map((price) => [variant.id, price.currency, price.minorUnits, price.compareAtMinorUnits]),
      ),
    },
    {
      table: 'images',
      columns: ['id', 'product_id', 'alt', 'width', 'height', 'position', 'svg'],
      rows: products.flatMap((product) =>
        product.images.map((image) => [
          image.id,
          product.id,
          image.alt,
          image.width,
          image.height,
          image.position,
          image.svg,
        ]),
      ),
    },
  ];
}

function* map<Item, Row>(items: Iterable<Item>, rowOf: (item: Item) => Row): Generator<Row> {
  for (const item of items) yield rowOf(item);
}

function* inChunks<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
