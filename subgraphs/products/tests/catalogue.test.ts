import { newId } from '@souk/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVariant, SELLER, startProducts, type TestProduct, type TestProducts } from './_products.js';

let products: TestProducts;
let boots: TestProduct;
let footwear: string;

const price = (currency: string, minorUnits: number, compareAtMinorUnits?: number) => ({
  currency,
  minorUnits,
  compareAtMinorUnits,
});
const size = (value: string) => [{ name: 'Size', value }];

beforeAll(async () => {
  products = await startProducts();
  footwear = await products.category('Footwear', await products.category('Outdoor'));
  boots = await products.product({
    name: 'Crème Hikers',
    brandName: 'Cairnwell',
    categoryId: footwear,
    attributes: [{ key: 'material', label: 'Material', value: 'Suede' }],
    specifications: { drop_mm: 8 },
    variants: [
      aVariant({ options: size('38'), prices: [price('USD', 12_900, 15_000), price('KWD', 39_500)] }),
      aVariant({ options: size('40'), prices: [price('USD', 13_900)] }),
    ],
  });
});

afterAll(() => products?.[Symbol.asyncDispose]());

it('shows a product with all that belongs to it, by id or slug', async () => {
  const facts = `{ name slug brand { name slug } category { name path { name } parent { name } } attributes { key label value }
    specifications options { name values } variants { name sku product { id } } seller { id } isActive rating reviewCount images { id } }`;
  const { byId, bySlug } = await products.ask(
    `query ($id: ID, $slug: String) { byId: product(id: $id) ${facts} bySlug: product(slug: $slug) ${facts} }`,
    { id: boots.id, slug: boots.slug },
  );
  expect(bySlug).toEqual(byId);
  expect(byId).toMatchObject({
    name: 'Crème Hikers',
    slug: 'creme-hikers',
    brand: { name: 'Cairnwell', slug: 'cairnwell' },
    category: { name: 'Footwear', path: [{ name: 'Outdoor' }, { name: 'Footwear' }], parent: { name: 'Outdoor' } },
    attributes: [{ key: 'material', label: 'Material', value: 'Suede' }],
    specifications: { drop_mm: 8 },
    options: [{ name: 'Size', values: ['38', '40'] }],
    variants: [{ name: '38', product: { id: boots.id } }, { name: '40' }],
    seller: { id: SELLER.id },
    isActive: true,
    rating: null,
    reviewCount: 0,
  });
});

it('gives another slug to a second product of the same name', async () => {
  const second = await products.product({ name: 'Crème hikers' });
  expect(second.slug).toMatch(/^creme-hikers-.{8}$/);
});

it('finds a variant by SKU, and nothing by what is unknown or no id', async () => {
  const data = await products.ask(
    `query ($sku: String) { one: productVariant(sku: $sku) { id } none: productVariant(id: "${newId()}") { id }
      malformed: productVariant(id: "x") { id } product(slug: "nowhere") { id } category(slug: "nowhere") { id } }`,
    { sku: boots.variants[0]!.sku },
  );
  expect(data).toEqual({
    one: { id: boots.variants[0]!.id },
    none: null,
    malformed: null,
    product: null,
    category: null,
  });
});

it.each(['product', 'product(id: "a", slug: "b")', 'productVariant', 'category'])('%s is bad input', async (field) => {
  expect(await products.refusal(`{ ${field} { id } }`)).toBe('BAD_USER_INPUT');
});

describe('prices', () => {
  it('come in the currency asked for, or in USD', async () => {
    const data = await products.ask(
      `query ($id: ID) { product(id: $id) { variants {
        usd: price { minorUnits currency amount } kwd: price(currency: "KWD") { minorUnits currency amount }
        was: compareAtPrice { minorUnits } } } }`,
      { id: boots.id },
    );
    const usd = (minorUnits: number, amount: string) => ({ minorUnits, currency: 'USD', amount });
    expect(data.product.variants).toEqual([
      {
        usd: usd(12_900, '129.00'),
        kwd: { minorUnits: 39_500, currency: 'KWD', amount: '39.500' },
        was: { minorUnits: 15_000 },
      },
      { usd: usd(13_900, '139.00'), kwd: usd(13_900, '139.00'), was: null },
    ]);
  });

  it('range in USD when one variant has no price in the currency', async () => {
    const query = `query ($id: ID) { product(id: $id) { priceRange(currency: "KWD") { min { amount currency } max { amount } } } }`;
    const { product } = await products.ask(query, { id: boots.id });
    expect(product.priceRange).toEqual({ min: { amount: '129.00', currency: 'USD' }, max: { amount: '139.00' } });
  });
});

it('lists all categories, parents first, and the departments alone', async () => {
  const data = await products.ask(
    '{ categories { name children { name } } departments: categories(level: 0) { name } }',
  );
  expect(data.categories.map(({ name }: { name: string }) => name)).toEqual(['Outdoor', 'Things', 'Footwear']);
  expect(data.categories[0].children).toEqual([{ name: 'Footwear' }]);
  expect(data.departments).toEqual([{ name: 'Outdoor' }, { name: 'Things' }]);
});

it('lists what a seller sells, newest first, page by page', async () => {
  const query = `query ($id: ID!, $after: String) { _entities(representations: [{ __typename: "Seller", id: $id }]) {
    ... on Seller { products(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } } } }`;
  const page = async (after?: string) => (await products.ask(query, { id: SELLER.id, after }))._entities[0].products;
  const first = await page();
  const second = await page(first.pageInfo.endCursor);
  expect(second.nodes).toEqual([{ id: boots.id }]);
  expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([2, true, false]);
});

it('resolves references in their order, null for what is unknown', async () => {
  const [variant] = boots.variants;
  const representations = [
    { __typename: 'ProductVariant', id: variant!.id },
    { __typename: 'Product', id: newId() },
    { __typename: 'Product', id: boots.id },
    { __typename: 'Product', id: 'not an id' },
    { __typename: 'Product', id: boots.id },
  ];
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Product { id } ... on ProductVariant { id } } }`;
  const { _entities } = await products.ask(query, { representations });
  expect(_entities).toEqual([{ id: variant!.id }, null, { id: boots.id }, null, { id: boots.id }]);
});

describe('pictures', () => {
  it('are served as documents that can run nothing', async () => {
    const imageId = newId();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    await products.sql`insert into images ${products.sql({ id: imageId, product_id: boots.id, alt: 'Boots', width: 8, height: 8, position: 0, svg })}`;
    const { product } = await products.ask('query ($id: ID) { product(id: $id) { images { url alt width } } }', {
      id: boots.id,
    });
    expect(product.images).toEqual([{ url: `${products.app.url}/images/${imageId}.svg`, alt: 'Boots', width: 8 }]);
    const response = await fetch(product.images[0].url);
    expect(await response.text()).toBe(svg);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': expect.stringContaining('immutable'),
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([`${newId()}.svg`, 'x.svg', '../etc/passwd', '%00.svg'])('%s is not found', async (name) => {
    expect((await fetch(`${products.app.url}/images/${name}`)).status).toBe(404);
  });
});
