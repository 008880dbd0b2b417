import { newId } from '@souk/subgraph-kit';
import { aMember, witnessJobs } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, aVariant, OTHER_SELLER, SELLER, startProducts, type TestProducts } from './_products.js';

let products: TestProducts;
let jobsQueued: () => Promise<string[]>;
let good: Record<string, Record<string, unknown>>;
let othersProduct: string;
let othersVariant: string;

beforeAll(async () => {
  products = await startProducts();
  jobsQueued = await witnessJobs(products.sql);
  const categoryId = await products.category('Things');
  const { id: productId, variants } = await products.product({ categoryId });
  const others = await products.product({ categoryId, viewer: OTHER_SELLER });
  othersProduct = others.id;
  othersVariant = others.variants[0]!.id;
  const variantId = variants[0]!.id;
  const variant = () => aVariant({ options: [{ name: 'Size', value: 'L' }] });
  good = {
    productCreate: { name: 'A', description: 'B', categoryId, variants: [variant()] },
    productUpdate: { productId },
    variantCreate: { productId, ...variant() },
    variantUpdate: { variantId },
    variantArchive: { variantId },
    variantPriceSet: { variantId, currency: 'EUR', minorUnits: 100 },
    categoryCreate: { name: 'C' },
    categoryUpdate: { categoryId },
    reviewCreate: { productId, rating: 5, title: 'T', body: 'B' },
    productArchive: { productId },
  };
});

afterAll(() => products?.[Symbol.asyncDispose]());

const TEXTS = ['', '   ', 'a\0b', '\ud800', 'x'.repeat(30_000), 5];
const NUMBERS = [-1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), '1'];
const IDS = ['', 'no-id', 'a\0b', '\udfff', newId(), 7];
const KEYS = ['', 'x'.repeat(201), 'a\0b'];
const price = (change: Record<string, unknown>) => [{ currency: 'USD', minorUnits: 100, ...change }];
const AMOUNTS = [0, -1, 1.5, 2 ** 53, -(2 ** 53), 1e300, 'a'];

const BAD: [string, string, readonly unknown[]][] = [
  ['productCreate', 'name', [...TEXTS, null]],
  ['productCreate', 'description', [...TEXTS, null]],
  ['productCreate', 'longDescription', ['a\0b', '\ud800', 'x'.repeat(30_000)]],
  ['productCreate', 'brandName', ['a\0b', '\ud800', 'x'.repeat(200)]],
  ['productCreate', 'categoryId', [...IDS, null]],
  ['productCreate', 'sellerId', ['no-id', 'a\0b', newId()]],
  [
    'productCreate',
    'attributes',
    [
      [{ key: 'Not snake', label: 'L', value: 'V' }],
      [{ key: 'k', label: '', value: 'V' }],
      [{ key: 'k', label: 'L', value: '\0' }],
    ],
  ],
  ['productCreate', 'specifications', ['text', 5, [1], { a: '\0' }, { 'a\0': 1 }, { a: 'x'.repeat(30_000) }]],
  ['productCreate', 'variants', [[], null, Array.from({ length: 101 }, () => aVariant())]],
  ['productCreate', 'variants', TEXTS.map((sku) => [aVariant({ sku })])],
  ['productCreate', 'variants', NUMBERS.map((weightGrams) => [aVariant({ weightGrams })])],
  ['productCreate', 'variants', AMOUNTS.map((minorUnits) => [aVariant({ prices: price({ minorUnits }) })])],
  [
    'productCreate',
    'variants',
    ['XXX', 'usd', '', 'EUR'].map((currency) => [aVariant({ prices: price({ currency }) })]),
  ],
  [
    'productCreate',
    'variants',
    [[], [...price({}), ...price({})], price({ compareAtMinorUnits: 100 })].map((prices) => [aVariant({ prices })]),
  ],
  ['productCreate', 'idempotencyKey', KEYS],
  ['productUpdate', 'productId', [...IDS, null]],
  ['productUpdate', 'name', TEXTS],
  ['productUpdate', 'description', TEXTS],
  ['productUpdate', 'categoryId', IDS],
  ['productUpdate', 'specifications', ['text', [1]]],
  ['productArchive', 'productId', [...IDS, null]],
  ['variantCreate', 'productId', [...IDS, null]],
  ['variantCreate', 'sku', [...TEXTS, null]],
  ['variantCreate', 'weightGrams', [...NUMBERS, null]],
  [
    'variantCreate',
    'options',
    [
      [{ name: '', value: 'V' }],
      [{ name: 'N', value: 'a\0' }],
      [
        { name: 'N', value: 'A' },
        { name: 'N', value: 'B' },
      ],
    ],
  ],
  [
    'variantCreate',
    'prices',
    [
      [],
      price({ currency: 'GBP' }),
      [...price({}), ...price({ currency: 'KWD', minorUnits: 1_005 })],
      ...AMOUNTS.map((minorUnits) => price({ minorUnits })),
    ],
  ],
  ['variantCreate', 'idempotencyKey', KEYS],
  ['variantUpdate', 'variantId', [...IDS, null]],
  ['variantUpdate', 'sku', TEXTS],
  ['variantUpdate', 'name', TEXTS],
  ['variantUpdate', 'weightGrams', NUMBERS],
  ['variantArchive', 'variantId', [...IDS, null]],
  ['variantPriceSet', 'variantId', [...IDS, null]],
  ['variantPriceSet', 'currency', ['GBP', 'eur', '', null]],
  ['variantPriceSet', 'minorUnits', [...AMOUNTS, null]],
  ['variantPriceSet', 'compareAtMinorUnits', [...AMOUNTS, 100]],
  ['categoryCreate', 'name', [...TEXTS, null]],
  ['categoryCreate', 'description', ['a\0b', 'x'.repeat(2_000)]],
  ['categoryCreate', 'parentId', ['no-id', newId(), 'a\0b']],
  ['categoryCreate', 'position', NUMBERS],
  ['categoryCreate', 'idempotencyKey', KEYS],
  ['categoryUpdate', 'categoryId', [...IDS, null]],
  ['categoryUpdate', 'name', TEXTS],
  ['categoryUpdate', 'position', NUMBERS],
  ['reviewCreate', 'productId', [...IDS, null]],
  ['reviewCreate', 'rating', [0, 6, ...NUMBERS, null]],
  ['reviewCreate', 'title', [...TEXTS, null]],
  ['reviewCreate', 'body', [...TEXTS, null]],
  ['reviewCreate', 'idempotencyKey', KEYS],
];

const viewerOf = (mutation: string) =>
  mutation.startsWith('category') ? ADMIN : mutation === 'reviewCreate' ? aMember() : SELLER;

const rows = async () => [
  ...(await products.sql`select (select jsonb_agg(products order by id) from products) as products,
    (select jsonb_agg(variants order by id) from variants) as variants, (select jsonb_agg(prices order by variant_id) from prices) as prices,
    (select jsonb_agg(categories order by id) from categories) as categories, (select count(*) from brands) as brands,
    (select count(*) from reviews) as reviews, (select count(*) from search_documents) as documents,
    (select count(*) from idempotency_keys) as keys`),
  await jobsQueued(),
];

function refusalOf(mutation: string, change: Record<string, unknown>, viewer = viewerOf(mutation)) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`;
  return products.refusal(query, { input: { ...good[mutation], ...change } }, viewer);
}

it.each(BAD)('%s writes nothing for a bad %s, and says why', async (mutation, field, values) => {
  const before = await rows();
  for (const value of values) {
    expect(await refusalOf(mutation, { [field]: value }), JSON.stringify(value)?.slice(0, 100)).toMatch(
      /^(BAD_USER_INPUT|NOT_FOUND|FORBIDDEN)$/,
    );
  }
  expect(await rows()).toEqual(before);
});

it('answers for somebody else’s thing as for an absent one', async () => {
  const before = await rows();
  for (const mutation of ['productUpdate', 'productArchive', 'variantCreate']) {
    expect(await refusalOf(mutation, { productId: othersProduct })).toBe('NOT_FOUND');
  }
  for (const mutation of ['variantUpdate', 'variantArchive', 'variantPriceSet']) {
    expect(await refusalOf(mutation, { variantId: othersVariant })).toBe('NOT_FOUND');
  }
  expect(await rows()).toEqual(before);
});

it('takes the inputs that the table spoils', async () => {
  for (const mutation of Object.keys(good)) expect(await refusalOf(mutation, {}), mutation).toBeUndefined();
});
