import { GUEST, newId, type Viewer } from '@souk/subgraph-kit';
import { aMember, witnessJobs } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADMIN,
  aVariant,
  CREATE,
  factsOf,
  OTHER_SELLER,
  SELLER,
  startProducts,
  type TestProduct,
  type TestProducts,
} from './_products.js';

const UPDATE = `mutation ($input: ProductUpdateInput!) { productUpdate(input: $input) {
  product { name slug brand { name } longDescription category { name } variants { name } } userErrors { code } } }`;
const ARCHIVE =
  'mutation ($input: ProductArchiveInput!) { productArchive(input: $input) { product { isActive } userErrors { code } } }';
const ADD =
  'mutation ($input: VariantCreateInput!) { variantCreate(input: $input) { variant { id name sku } userErrors { code path } } }';
const CHANGE =
  'mutation ($input: VariantUpdateInput!) { variantUpdate(input: $input) { variant { id sku name weightGrams taxClass } userErrors { code path } } }';
const DROP =
  'mutation ($input: VariantArchiveInput!) { variantArchive(input: $input) { variant { isActive } userErrors { code } } }';
const PRICE = `mutation ($input: VariantPriceSetInput!) { variantPriceSet(input: $input) {
  variant { price(currency: "EUR") { minorUnits currency } compareAtPrice(currency: "EUR") { minorUnits } } userErrors { code } } }`;

let products: TestProducts;
let jobsQueued: () => Promise<string[]>;
let lamps: string;
let lamp: TestProduct;

beforeAll(async () => {
  products = await startProducts();
  jobsQueued = await witnessJobs(products.sql);
  lamps = await products.category('Lamps', await products.category('Home'));
});

afterAll(() => products?.[Symbol.asyncDispose]());

beforeEach(async () => {
  lamp = await products.product({ name: 'Lamp', brandName: 'Glow', categoryId: lamps });
});

const lastFact = async (name: string, id: string) =>
  (await factsOf(products, name)).filter(({ data }) => data.productId === id).at(-1);

it('creates a product that is found at once, and tells the others', async () => {
  const input = {
    name: 'Aurora lantern',
    description: 'Shines.',
    brandName: 'glow',
    categoryId: lamps,
    attributes: [{ key: 'light', label: 'Light', value: 'Warm' }],
    variants: [aVariant({ sku: 'AURORA-S', options: [{ name: 'Size', value: 'S' }] })],
  };
  const { product } = (await products.ask(CREATE, { input }, SELLER)).productCreate;
  const { productSearch } = await products.ask(
    '{ productSearch(input: { query: "aurora" }) { nodes { id brand { name } } } }',
  );
  expect(productSearch.nodes).toEqual([{ id: product.id, brand: { name: 'Glow' } }]);
  const told = await lastFact('product-changed', product.id);
  const [{ path }]: any = await products.sql`select path from categories where id = ${lamps}`;
  expect(told).toMatchObject({
    version: 1,
    data: {
      name: 'Aurora lantern',
      brandName: 'Glow',
      categoryIds: path.reverse(),
      sellerId: SELLER.id,
      isActive: true,
    },
  });
  expect(told?.data.attributes).toEqual([{ key: 'light', value: 'Warm' }]);
  const variant = await lastFact('variant-changed', product.id);
  expect(variant).toMatchObject({
    version: 1,
    data: {
      sku: 'AURORA-S',
      name: 'Aurora lantern, S',
      weightGrams: 100,
      isActive: true,
      sellerId: SELLER.id,
      prices: [{ currency: 'USD', minorUnits: 1_000 }],
    },
  });
});

it('changes what is given, keeps the slug, and renames the variants that bear the product’s name', async () => {
  const input = { productId: lamp.id, name: 'Better lamp', brandName: '' };
  const { productUpdate } = await products.ask(UPDATE, { input }, SELLER);
  expect(productUpdate.product).toMatchObject({
    name: 'Better lamp',
    slug: lamp.slug,
    brand: null,
    category: { name: 'Lamps' },
    variants: [{ name: 'Better lamp' }],
  });
  expect(await lastFact('product-changed', lamp.id)).toMatchObject({
    version: 2,
    data: { name: 'Better lamp', brandName: null },
  });
  expect(await lastFact('variant-changed', lamp.id)).toMatchObject({ version: 2, data: { name: 'Better lamp' } });
});

it('archives once: the second time changes nothing', async () => {
  const input = { productId: lamp.id };
  for (const _ of [1, 2]) {
    const { productArchive } = await products.ask(ARCHIVE, { input }, SELLER);
    expect(productArchive.product).toEqual({ isActive: false });
  }
  expect(await lastFact('product-changed', lamp.id)).toMatchObject({ version: 2, data: { isActive: false } });
  expect(await lastFact('variant-changed', lamp.id)).toMatchObject({ version: 2, data: { isActive: false } });
});

describe('variants', () => {
  it('are added, changed, priced and archived', async () => {
    const variant = aVariant({ options: [{ name: 'Colour', value: 'Red' }] });
    const { variantCreate } = await products.ask(ADD, { input: { productId: lamp.id, ...variant } }, SELLER);
    const { id, name } = variantCreate.variant;
    expect(name).toBe('Red');
    expect((await lastFact('variant-changed', lamp.id))?.data.taxClass).toBe('STANDARD');
    const changed = await products.ask(
      CHANGE,
      { input: { variantId: id, weightGrams: 5, taxClass: 'REDUCED' } },
      SELLER,
    );
    const facts = { name: 'Red', sku: variant.sku, weightGrams: 5, taxClass: 'REDUCED' };
    expect(changed.variantUpdate.variant).toEqual({ id, ...facts });
    const price = { variantId: id, currency: 'EUR', minorUnits: 900, compareAtMinorUnits: 1_200 };
    expect((await products.ask(PRICE, { input: price }, SELLER)).variantPriceSet.variant).toEqual({
      price: { minorUnits: 900, currency: 'EUR' },
      compareAtPrice: { minorUnits: 1_200 },
    });
    expect((await products.ask(DROP, { input: { variantId: id } }, SELLER)).variantArchive.variant).toEqual({
      isActive: false,
    });
    const told = await lastFact('variant-changed', lamp.id);
    expect(told).toMatchObject({
      version: 4,
      data: { variantId: id, isActive: false, weightGrams: 5, taxClass: 'REDUCED' },
    });
    expect(told?.data.prices).toContainEqual({ currency: 'EUR', minorUnits: 900 });
  });

  it('must not share a SKU or options; nothing is written then', async () => {
    const [{ sku }] = lamp.variants as [TestProduct['variants'][number]];
    const rows = async () => (await products.sql`select count(*) from variants`)[0];
    const before = await rows();
    const taken = await products.ask(
      ADD,
      { input: { productId: lamp.id, ...aVariant({ sku, options: [{ name: 'A', value: 'B' }] }) } },
      SELLER,
    );
    expect(taken.variantCreate).toEqual({ variant: null, userErrors: [{ code: 'SKU_TAKEN', path: ['input', 'sku'] }] });
    expect(await products.refusal(ADD, { input: { productId: lamp.id, ...aVariant() } }, SELLER)).toBe('OPTIONS_TAKEN');
    const twins = { name: 'Twins', description: 'x', categoryId: lamps, variants: [aVariant(), aVariant()] };
    expect(await products.refusal(CREATE, { input: twins }, SELLER)).toBe('OPTIONS_TAKEN');
    expect(await rows()).toEqual(before);
  });

  it('of which one takes the SKU when two ask at once', async () => {
    const sku = newId();
    const attempts = ['A', 'B', 'C', 'D'].map((value) =>
      products.refusal(
        ADD,
        { input: { productId: lamp.id, ...aVariant({ sku, options: [{ name: 'Letter', value }] }) } },
        SELLER,
      ),
    );
    expect((await Promise.all(attempts)).filter((code) => code === undefined)).toHaveLength(1);
  });
});

describe('who may', () => {
  const variantOf = () => lamp.variants[0]!.id;
  const attempts = (): [string, Record<string, unknown>][] => [
    [UPDATE, { productId: lamp.id, name: 'Mine' }],
    [ARCHIVE, { productId: lamp.id }],
    [ADD, { productId: lamp.id, ...aVariant({ options: [{ name: 'A', value: newId() }] }) }],
    [CHANGE, { variantId: variantOf(), weightGrams: 1 }],
    [PRICE, { variantId: variantOf(), currency: 'EUR', minorUnits: 1 }],
    [DROP, { variantId: variantOf() }],
  ];

  it.each<[string, Viewer, string]>([
    ['guests are asked to sign in', GUEST, 'UNAUTHENTICATED'],
    ['shoppers are refused', aMember(), 'FORBIDDEN'],
    ['other sellers learn nothing', OTHER_SELLER, 'NOT_FOUND'],
  ])('%s, and nothing changes', async (_, viewer, code) => {
    const state = async () => [
      ...(await products.sql`select (select jsonb_agg(products order by id) from products) as products,
        (select jsonb_agg(variants order by id) from variants) as variants, (select count(*) from prices) as prices`),
      await jobsQueued(),
    ];
    const before = await state();
    for (const [mutation, input] of attempts())
      expect(await products.refusal(mutation, { input }, viewer), mutation).toBe(code);
    expect(await state()).toEqual(before);
  });

  it('admins may all of it, and create for a seller', async () => {
    for (const [mutation, input] of attempts())
      expect(await products.refusal(mutation, { input }, ADMIN), mutation).toBeUndefined();
    const input = {
      name: 'For another',
      description: 'x',
      categoryId: lamps,
      sellerId: SELLER.id,
      variants: [aVariant()],
    };
    expect(await products.refusal(CREATE, { input }, ADMIN)).toBeUndefined();
    expect(await products.refusal(CREATE, { input: { ...input, variants: [aVariant()] } }, OTHER_SELLER)).toBe(
      'FORBIDDEN',
    );
  });
});

describe('the same idempotency key', () => {
  const input = () => ({
    name: 'Once',
    description: 'x',
    categoryId: lamps,
    variants: [aVariant()],
    idempotencyKey: newId(),
  });

  it('gives the same product, and no second one', async () => {
    const once = input();
    const answers = await Promise.all([1, 2, 3].map(() => products.ask(CREATE, { input: once }, SELLER)));
    expect(new Set(answers.map(({ productCreate }) => productCreate.product.id)).size).toBe(1);
  });

  it('is refused with another input, and is each seller’s own', async () => {
    const once = input();
    await products.ask(CREATE, { input: once }, SELLER);
    expect(await products.refusal(CREATE, { input: { ...once, name: 'Twice' } }, SELLER)).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(
      await products.refusal(CREATE, { input: { ...once, variants: [aVariant()] } }, OTHER_SELLER),
    ).toBeUndefined();
  });
});

describe('categories', () => {
  const CREATE_CATEGORY =
    'mutation ($input: CategoryCreateInput!) { categoryCreate(input: $input) { category { id slug path { name } } } }';
  const UPDATE_CATEGORY =
    'mutation ($input: CategoryUpdateInput!) { categoryUpdate(input: $input) { category { name slug position } } }';

  it('are the admins’; products are found by a new name at once', async () => {
    const { categoryCreate } = await products.ask(
      CREATE_CATEGORY,
      { input: { name: 'Lanterns', parentId: lamps } },
      ADMIN,
    );
    expect(categoryCreate.category).toMatchObject({
      slug: 'lanterns',
      path: [{ name: 'Home' }, { name: 'Lamps' }, { name: 'Lanterns' }],
    });
    const categoryId = categoryCreate.category.id;
    const { id } = await products.product({ name: 'Storm light', categoryId });
    const { categoryUpdate } = await products.ask(
      UPDATE_CATEGORY,
      { input: { categoryId, name: 'Torches', position: 4 } },
      ADMIN,
    );
    expect(categoryUpdate.category).toEqual({ name: 'Torches', slug: 'lanterns', position: 4 });
    const { productSearch } = await products.ask('{ productSearch(input: { query: "torches" }) { nodes { id } } }');
    expect(productSearch.nodes).toEqual([{ id }]);
  });

  it('are not a seller’s', async () => {
    expect(await products.refusal(CREATE_CATEGORY, { input: { name: 'Mine' } }, SELLER)).toBe('FORBIDDEN');
    expect(await products.refusal(UPDATE_CATEGORY, { input: { categoryId: lamps, name: 'Mine' } }, SELLER)).toBe(
      'FORBIDDEN',
    );
  });
});
