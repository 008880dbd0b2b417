import { createWorld, type SeedProduct, type World } from '@souk/demo-world';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copySeed } from '../src/data/copy-seed.js';
import { ADMIN, startProducts, type TestProducts } from './_products.js';

const world = createWorld('demo');
let products: TestProducts;
let progress = 0;

const copy = (rows: World) =>
  copySeed(products.databaseUrl, rows, (count) => {
    progress += count;
  });

const count = async (table: string) => Number((await products.sql.unsafe(`select count(*) from ${table}`))[0]?.count);

beforeAll(async () => {
  products = await startProducts();
  await copy(world);
});

afterAll(() => products?.[Symbol.asyncDispose]());

it('copies the whole catalogue', async () => {
  const { categories, brands, products: of, variants, reviews } = world.counts;
  expect(await Promise.all(['categories', 'brands', 'products', 'variants', 'reviews'].map(count))).toEqual([
    categories,
    brands,
    of,
    variants,
    reviews,
  ]);
  expect(progress).toBeGreaterThan(variants + reviews);
  const [path] =
    await products.sql`select count(*)::int as wrong from categories where path[cardinality(path)] <> id or (parent_id is not null and path[cardinality(path) - 1] <> parent_id)`;
  expect(path).toEqual({ wrong: 0 });
});

it('keeps averages, sales and stock as if they had come one by one', async () => {
  const kept = await products.sql`
    select id, review_count, rating_sum, sales_count, (select sum(available_quantity)::int from variants where product_id = products.id) as available from products`;
  const expected = new Map(
    [...world.products()].map(({ id }) => [id, { review_count: 0, rating_sum: 0, sales_count: 0, available: 0 }]),
  );
  const productOf = new Map(
    [...world.products()].flatMap(({ id, variants }) => variants.map((variant) => [variant.id, id])),
  );
  for (const { productId, rating } of world.reviews()) {
    expected.get(productId)!.review_count += 1;
    expected.get(productId)!.rating_sum += rating;
  }
  for (const order of world.orders()) {
    if (!['PAID', 'REFUNDED'].includes(order.paymentStatus)) continue;
    for (const line of order.lines) expected.get(line.productId)!.sales_count += line.quantity;
  }
  for (const { variantId, onHand, safetyStock } of world.stock()) {
    expected.get(productOf.get(variantId)!)!.available += Math.max(0, onHand - safetyStock);
  }
  expect(new Map(kept.map(({ id, ...figures }) => [id, figures]))).toEqual(expected);
});

it('can be searched, filtered and shown', async () => {
  const [product] = world.products();
  const { productSearch } = await products.ask(
    `query ($query: String) { productSearch(input: { query: $query, filter: { inStock: true } }) { totalCount nodes { name images { url } } facets { key } } }`,
    { query: product!.name },
  );
  expect(productSearch.nodes[0].name).toBe(product!.name);
  const picture = await fetch(productSearch.nodes[0].images[0].url);
  expect([picture.status, (await picture.text()).slice(0, 4)]).toEqual([200, '<svg']);
});

it('changes nothing when it is copied again', async () => {
  const state = () =>
    products.sql`select (select jsonb_agg(products order by id) from products) as products, (select jsonb_agg(to_jsonb(d) order by product_id) from search_documents d) as documents`;
  const before = await state();
  await copy(world);
  expect([...(await state())]).toEqual([...before]);
});

it('brings more products to a catalogue, beside those that were made here', async () => {
  const own = await products.product({ name: 'Made here', viewer: ADMIN });
  const [first] = world.products();
  const more: SeedProduct = {
    ...first!,
    id: '01900000-0000-7000-8000-000000000001',
    slug: 'imported-zeppelin',
    name: 'Imported zeppelin',
    images: [],
    variants: [
      {
        ...first!.variants[0]!,
        id: '01900000-0000-7000-8000-000000000002',
        productId: '01900000-0000-7000-8000-000000000001',
        sku: 'ZEP-1',
        imageId: null,
      },
    ],
  };
  const none = () => [];
  await copy({
    ...world,
    categories: none,
    brands: none,
    reviews: none,
    orders: none,
    stock: none,
    products: () => [more],
  });
  const { productSearch } = await products.ask('{ productSearch(input: { query: "zeppelin" }) { nodes { id } } }');
  expect(productSearch.nodes).toEqual([{ id: more.id }]);
  expect(
    (await products.ask('{ productSearch(input: { query: "made here" }) { nodes { id } } }')).productSearch.nodes[0],
  ).toEqual({ id: own.id });
});
