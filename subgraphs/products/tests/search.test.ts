import { stockChanged } from '@souk/events';
import { newId } from '@souk/subgraph-kit';
import { until } from '@souk/subgraph-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aVariant, OTHER_SELLER, SELLER, startProducts, type TestProducts, tell } from './_products.js';

let products: TestProducts;
let computers: string;
let bags: string;
const idOf: Record<string, string> = {};

const colour = (value: string) => ({ key: 'colour', label: 'Colour', value });

beforeAll(async () => {
  products = await startProducts();
  const electronics = await products.category('Electronics');
  computers = await products.category('Computers', electronics);
  bags = await products.category('Bags', electronics);
  const add = async (key: string, facts: Parameters<TestProducts['product']>[0]) => {
    idOf[key] = (await products.product(facts)).id;
  };
  await add('laptop', {
    name: 'Volt laptop',
    brandName: 'Volt',
    categoryId: computers,
    price: 90_000,
    attributes: [colour('Silver')],
    specifications: { mpn: 'VX-9130/DN', ean: ['0632983008812'] },
  });
  await add('bag', {
    name: 'Laptop bag',
    brandName: 'Carry',
    categoryId: bags,
    price: 4_000,
    attributes: [colour('Black')],
  });
  await add('sleeve', {
    name: 'Padded sleeve',
    brandName: 'Carry',
    categoryId: bags,
    price: 2_000,
    attributes: [colour('Silver')],
    description: 'Fits any laptop.',
  });
  await add('router', {
    name: 'Wi-Fi router',
    brandName: 'Volt',
    categoryId: electronics,
    price: 6_000,
    attributes: [colour('Black')],
    viewer: OTHER_SELLER,
  });
  await add('batteries', {
    name: 'Rechargeable batteries',
    brandName: 'Volt',
    categoryId: electronics,
    price: 1_500,
    variants: [
      aVariant({ options: [{ name: 'Pack size', value: 'Four' }] }),
      aVariant({ options: [{ name: 'Pack size', value: 'Eight' }] }),
    ],
  });
});

afterAll(() => products?.[Symbol.asyncDispose]());

/** @returns the names in `idOf` of what was found, in order */
async function find(query: string | null, input: Record<string, unknown> = {}): Promise<string[]> {
  const { productSearch } = await products.ask(
    'query ($input: ProductSearchInput!) { productSearch(input: $input) { nodes { id } } }',
    { input: { query, ...input } },
  );
  return productSearch.nodes.map(({ id }: { id: string }) => Object.keys(idOf).find((key) => idOf[key] === id));
}

describe('what is found', () => {
  it('has any of the words; more words, then words in the name, come first', async () => {
    expect(await find('laptop bag')).toEqual(['bag', 'sleeve', 'laptop']);
    expect((await find('volt laptop')).slice(0, 2)).toEqual(['laptop', 'bag']);
  });

  it('weighs a rare word more than a common one, by counts that are made anew every hour', async () => {
    await products.sql`select graphile_worker.add_job('recount-words')`;
    await until(async () => {
      const [word] = await products.sql`select document_frequency from search_words where word = 'laptop'`;
      return word?.document_frequency === 3;
    });
    expect((await find('laptop sleeve'))[0]).toBe('sleeve');
    expect((await find('laptop router'))[0]).toBe('router');
  });

  it('has the word in another form', async () => {
    expect(await find('battery')).toEqual(['batteries']);
    expect(await find('LAPTOPS for the bags')).toContain('bag');
  });

  it('has a word of its brand, category, attributes or options', async () => {
    expect(await find('carry')).toEqual(expect.arrayContaining(['bag', 'sleeve']));
    expect(await find('computers')).toEqual(['laptop']);
    expect(await find('eight')).toEqual(['batteries']);
  });

  it('is written with a hyphen, together or apart', async () => {
    for (const query of ['wifi', 'wi-fi', 'wi fi', 'Wi‑Fi']) expect(await find(query), query).toContain('router');
  });

  it.each(['VX-9130/DN', 'vx9130dn', 'volt vx-9130/dn', '0632983008812', '632983008812'])(
    '%s is that product, first',
    async (query) => {
      expect((await find(query))[0]).toBe('laptop');
    },
  );

  it('is what has the SKU', async () => {
    const [{ sku }]: any = await products.sql`select sku from variants where product_id = ${idOf.sleeve!}`;
    expect((await find(sku))[0]).toBe('sleeve');
  });

  it('is nothing when nothing matches', async () => {
    expect(await find('zzzzzz')).toEqual([]);
    expect(await find('!!!')).toEqual([]);
  });

  it.each([
    "'",
    '"',
    '\\',
    ':*',
    'laptop & !',
    '(laptop',
    '<-> |',
    '%',
    '--',
    "'; drop table products; --",
    '\u{1F600} laptop',
    'a'.repeat(200),
  ])('is found without error for %s', async (query) => {
    expect(Array.isArray(await find(query))).toBe(true);
    await products.ask('query ($query: String!) { searchSuggest(query: $query) { text } }', { query });
  });

  it('has a limit: 200 characters', async () => {
    const query = 'query ($input: ProductSearchInput!) { productSearch(input: $input) { nodes { id } } }';
    expect(await products.refusal(query, { input: { query: 'a'.repeat(201) } })).toBe('BAD_USER_INPUT');
    expect(await products.refusal(query, { input: { query: 'a\0b' } })).toBe('BAD_USER_INPUT');
  });
});

describe('a misspelt word', () => {
  const ask = async (query: string) =>
    (
      await products.ask(
        'query ($input: ProductSearchInput!) { productSearch(input: $input) { didYouMean nodes { name } } }',
        { input: { query } },
      )
    ).productSearch;

  it.each([
    ['latpop', 'laptop'],
    ['rechargeble baterries', 'rechargeable batteries'],
    ['silvr laptop', 'silver laptop'],
  ])('%s is repaired to %s, and that is searched for', async (misspelt, meant) => {
    const { didYouMean, nodes } = await ask(misspelt);
    expect(didYouMean).toBe(meant);
    expect(nodes).toEqual((await ask(meant)).nodes);
    expect(nodes.length).toBeGreaterThan(0);
  });

  it('that matches something stays as it is', async () => {
    expect((await ask('laptop')).didYouMean).toBeNull();
  });
});

describe('a filter', () => {
  it('by category lets through what is below it', async () => {
    expect(await find(null, { filter: { categoryIds: [bags] }, sort: 'PRICE_ASC' })).toEqual(['sleeve', 'bag']);
    const [{ parent_id }]: any = await products.sql`select parent_id from categories where id = ${bags}`;
    expect(await find(null, { filter: { categoryIds: [parent_id] } })).toHaveLength(5);
  });

  it.each([['Carry'], ['carry'], ['CARRY']])('by brand takes %s', async (brand) => {
    expect((await find(null, { filter: { brands: [brand] } })).sort()).toEqual(['bag', 'sleeve']);
  });

  it('by price has inclusive ends, in the currency', async () => {
    expect(await find(null, { filter: { priceMin: 2_000, priceMax: 4_000 }, sort: 'PRICE_ASC' })).toEqual([
      'sleeve',
      'bag',
    ]);
    expect(await find(null, { filter: { priceMin: 1, currency: 'JPY' } })).toEqual([]);
  });

  it('by attributes wants all keys, and one of each key’s values', async () => {
    const attributes = [{ key: 'colour', values: ['Silver', 'Black'] }];
    expect(await find(null, { filter: { attributes } })).toHaveLength(4);
    expect(
      await find(null, { filter: { attributes: [...attributes, { key: 'pack_size', values: ['Four'] }] } }),
    ).toEqual([]);
    expect(await find(null, { filter: { attributes: [{ key: 'pack_size', values: ['Four'] }] } })).toEqual([
      'batteries',
    ]);
  });

  it('by seller', async () => {
    expect(await find(null, { filter: { sellerId: OTHER_SELLER.id } })).toEqual(['router']);
    expect(await find(null, { filter: { sellerId: newId() } })).toEqual([]);
  });

  it('by stock believes what inventory said last', async () => {
    const [{ id }]: any = await products.sql`select id from variants where product_id = ${idOf.bag!}`;
    const stock = { variantId: id, productId: idOf.bag! };
    expect(await find(null, { filter: { inStock: true } })).toEqual([]);
    await tell(products, stockChanged, { ...stock, availableQuantity: 3 }, 2);
    await tell(products, stockChanged, { ...stock, availableQuantity: 0 }, 1);
    expect(await find(null, { filter: { inStock: true } })).toEqual(['bag']);
    await tell(products, stockChanged, { ...stock, availableQuantity: 0 }, 3);
    expect(await find(null, { filter: { inStock: true } })).toEqual([]);
  });

  it.each([
    { categoryIds: ['x'] },
    { sellerId: 'x' },
    { priceMin: -1 },
    { priceMax: 2 ** 53 },
    { ratingMin: 6 },
    { ratingMin: -1 },
    { currency: 'XXX' },
    { brands: [''] },
    { attributes: [{ key: 'a\0', values: ['b'] }] },
    { brands: Array.from({ length: 101 }, () => 'a') },
  ])('%j is bad input', async (filter) => {
    const query = 'query ($filter: ProductFilter) { products(filter: $filter) { nodes { id } } }';
    expect(await products.refusal(query, { filter })).toBe('BAD_USER_INPUT');
  });
});

describe('facets', () => {
  const facetsFor = async (query: string | null, filter: Record<string, unknown> = {}) => {
    const { productSearch } = await products.ask(
      'query ($input: ProductSearchInput!) { productSearch(input: $input) { facets { key label values { value label count selected filter } } } }',
      { input: { query, filter } },
    );
    const counts = (key: string) =>
      Object.fromEntries(
        (productSearch.facets.find((facet: any) => facet.key === key)?.values ?? []).map((each: any) => [
          each.label,
          each.count,
        ]),
      );
    return { counts, facets: productSearch.facets };
  };

  it('count what each choice would leave', async () => {
    const { counts, facets } = await facetsFor(null);
    expect(counts('category')).toEqual({ Electronics: 5, Bags: 2, Computers: 1 });
    expect(counts('brand')).toEqual({ Volt: 3, Carry: 2 });
    expect(counts('price')).toEqual({
      '10.00–24.99 USD': 2,
      '25.00–49.99 USD': 1,
      '50.00–99.99 USD': 1,
      '500.00–999.99 USD': 1,
    });
    expect(counts('colour')).toEqual({ Silver: 2, Black: 2 });
    expect(counts('pack_size')).toEqual({ Four: 1, Eight: 1 });
    for (const { key, values } of facets) {
      for (const { count, filter } of values) expect((await find(null, { filter })).length, key).toBe(count);
    }
  });

  it('are shrunk by the other choices, not by their own', async () => {
    const { counts, facets } = await facetsFor(null, {
      brands: ['Carry'],
      attributes: [{ key: 'colour', values: ['Silver'] }],
    });
    expect(counts('brand')).toEqual({ Carry: 1, Volt: 1 });
    expect(counts('colour')).toEqual({ Silver: 1, Black: 1 });
    expect(counts('category')).toEqual({ Electronics: 1, Bags: 1 });
    const selected = facets
      .flatMap(({ values }: any) => values.filter((value: any) => value.selected))
      .map((value: any) => value.label);
    expect(selected).toEqual(['Carry', 'Silver']);
  });

  it('count only what the text finds', async () => {
    expect((await facetsFor('laptop')).counts('brand')).toEqual({ Carry: 2, Volt: 1 });
  });
});

describe('sorting', () => {
  it.each(['RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST', 'RATING', 'BESTSELLING'])(
    'by %s pages through everything once, in the order of one large page',
    async (sort) => {
      for (const [query, filter] of [
        [null, {}],
        ['laptop volt bag', {}],
        [null, { currency: 'KWD' }],
      ] as const) {
        const whole = await find(query, { sort, filter, first: 100 });
        const paged: string[] = [];
        for (let after: string | null = null, hasNext = true; hasNext; ) {
          const { productSearch } = await products.ask(
            `query ($input: ProductSearchInput!) { productSearch(input: $input) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }`,
            { input: { query, filter, sort, first: 2, after } },
          );
          expect(productSearch.totalCount).toBe(whole.length);
          paged.push(
            ...productSearch.nodes.map(({ id }: { id: string }) => Object.keys(idOf).find((key) => idOf[key] === id)),
          );
          ({ endCursor: after, hasNextPage: hasNext } = productSearch.pageInfo);
        }
        expect(paged).toEqual(whole);
      }
    },
  );

  it('by price and age is in order', async () => {
    expect(await find(null, { sort: 'PRICE_ASC' })).toEqual(['batteries', 'sleeve', 'bag', 'router', 'laptop']);
    expect(await find(null, { sort: 'PRICE_DESC' })).toEqual(['laptop', 'router', 'bag', 'sleeve', 'batteries']);
    expect(await find(null, { sort: 'NEWEST' })).toEqual(['batteries', 'router', 'sleeve', 'bag', 'laptop']);
  });

  it('refuses the cursor of another sort', async () => {
    const query =
      'query ($sort: ProductSort, $after: String) { products(first: 1, sort: $sort, after: $after) { pageInfo { endCursor } } }';
    const after = (await products.ask(query, { sort: 'NEWEST' })).products.pageInfo.endCursor;
    expect(await products.refusal(query, { sort: 'PRICE_ASC', after })).toBe('BAD_USER_INPUT');
    expect(await products.refusal(query, { after: 'x' })).toBe('BAD_USER_INPUT');
  });
});

describe('suggestions', () => {
  const suggest = async (query: string) =>
    (await products.ask('query ($query: String!) { searchSuggest(query: $query) { kind text slug } }', { query }))
      .searchSuggest;

  it('go on as the text begins: categories and brands, then products', async () => {
    expect(await suggest('ba')).toEqual([
      { kind: 'CATEGORY', text: 'Bags', slug: 'bags' },
      { kind: 'PRODUCT', text: 'Laptop bag', slug: 'laptop-bag' },
      { kind: 'PRODUCT', text: 'Rechargeable batteries', slug: 'rechargeable-batteries' },
    ]);
    expect((await suggest('VOL'))[0]).toEqual({ kind: 'BRAND', text: 'Volt', slug: 'volt' });
  });

  it('take no character for a wildcard', async () => {
    expect(await suggest('%')).toEqual([]);
    expect(await suggest('_a')).toEqual([]);
    expect(await suggest('  ')).toEqual([]);
  });
});

it('neither lists nor finds an archived product, which still resolves by id', async () => {
  const { id } = await products.product({ name: 'Gramophone', categoryId: computers });
  idOf.gramophone = id;
  expect(await find('gramophone')).toEqual(['gramophone']);
  const archive = 'mutation ($id: ID!) { productArchive(input: { productId: $id }) { product { isActive } } }';
  expect((await products.ask(archive, { id }, SELLER)).productArchive.product).toEqual({ isActive: false });
  expect(await find('gramophone')).toEqual([]);
  expect(await find(null, { first: 100 })).not.toContain('gramophone');
  const { product } = await products.ask(
    'query ($id: ID) { product(id: $id) { isActive priceRange { min { amount } } variants { id } } }',
    { id },
  );
  expect(product).toMatchObject({ isActive: false, priceRange: { min: { amount: '10.00' } } });
});
