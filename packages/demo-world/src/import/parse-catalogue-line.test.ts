import { describe, expect, it } from 'vitest';
import { DEMO_LOGINS } from '../people/logins.js';
import { createWorld } from '../world.js';
import { catalogueParser, type ImportedProduct, parseCatalogueLine } from './parse-catalogue-line.js';

const SOURCE = {
  id: '900001',
  mpn: 'QX-77/B',
  title: 'Brightwell QX-77 desk fan Black',
  brand: 'Brightwell',
  productType: null,
  shortDescription: 'Quiet desk fan, 30 cm',
  ean: ['4000000000017', '400000000018'],
  priceCents: 4_990,
  dateReleased: '2019-05-01',
  attributes: {
    t: { product_colour: 'Black', material: 'Steel' },
    n: { weight: 1240.4, height: 380 },
    b: { oscillating: true },
  },
};

describe('parseCatalogueLine', () => {
  it('makes a product with one variant, priced in four currencies by a fixed table', () => {
    const { product } = parsed();
    expect(product).toMatchObject({
      name: 'Brightwell QX-77 desk fan Black',
      slug: 'brightwell-qx-77-desk-fan-black-900001',
      description: 'Quiet desk fan, 30 cm',
      images: [],
      createdAt: new Date('2019-05-01'),
    });
    expect(product.variants).toHaveLength(1);
    expect(product.variants[0]).toMatchObject({ sku: 'IMP-900001', productId: product.id, weightGrams: 1240 });
    expect(product.variants[0]?.prices.map(({ currency, minorUnits }) => [currency, minorUnits])).toEqual([
      ['USD', 4_990],
      ['EUR', 4_641],
      ['JPY', 7_485],
      ['KWD', 15_319],
    ]);
  });

  it('keeps identifiers, type and texts as attributes, and everything as specifications', () => {
    const { product } = parsed({ productType: 'Fan' });
    expect(product.attributes.map(({ key, value }) => `${key}=${value}`)).toEqual([
      'mpn=QX-77/B',
      'ean=4000000000017',
      'ean=400000000018',
      'product_type=Fan',
      'colour=Black',
      'material=Steel',
    ]);
    expect(product.specifications).toMatchObject({
      mpn: 'QX-77/B',
      ean: ['4000000000017', '400000000018'],
      date_released: '2019-05-01',
      height: 380,
      oscillating: true,
    });
  });

  it.each([
    ['its type', { productType: 'Desk fan' }, 'Desk fan'],
    ['its attributes when it has no type', { attributes: { n: { cable_length: 2 } } }, 'Cables & adapters'],
    [
      'its attributes when the type is a number',
      { productType: '1', attributes: { t: { ink_type: 'Pigment' } } },
      'Ink & toner',
    ],
    [
      'the more telling of two attributes',
      { attributes: { t: { processor_socket: 'X' }, n: { cable_length: 2 } } },
      'Processor',
    ],
    ['neither', { attributes: {} }, 'Accessories & parts'],
  ])('takes the category from %s', (_, change, name) => {
    const { product, categories } = parsed(change);
    const [root, leaf] = categories;
    expect(leaf).toMatchObject({ id: product.categoryId, name, parentId: root?.id });
    expect(root?.parentId).toBeNull();
  });

  it('gives the same brand and category for the same name in any case', () => {
    const [first, second] = [
      parsed({ productType: 'Fan' }),
      parsed({ id: '2', brand: 'BRIGHTWELL', productType: 'fan' }),
    ];
    expect(second.brand.id).toBe(first.brand.id);
    expect(second.product.categoryId).toBe(first.product.categoryId);
    expect(second.product.id).not.toBe(first.product.id);
    expect(parsed().product.id).toBe(parsed().product.id);
  });

  it('belongs to the demo seller and is stocked in the warehouses of every world', () => {
    const world = createWorld('demo');
    const { product, stock } = parsed();
    expect([...world.users()].find(({ id }) => id === product.sellerId)?.email).toBe(DEMO_LOGINS.SELLER);
    expect(stock.map(({ warehouseId }) => warehouseId)).toEqual([...world.warehouses()].map(({ id }) => id));
    expect(stock.some(({ onHand, safetyStock }) => onHand > safetyStock)).toBe(true);
    expect(new Set(stock.map(({ variantId }) => variantId))).toEqual(new Set([product.variants[0]?.id]));
  });

  it('cleans control characters and lone surrogates out of texts and keys, and keeps real ones', () => {
    const { product } = parsed({
      title: 'Fan\u0000 with\u0007 \ud800broken\tname 🌀',
      attributes: { t: { 'a\u0000b': 'c\udc00d', blank: ' \u0000 ' } },
    });
    expect(product.name).toBe('Fan with broken name 🌀');
    expect(product.specifications).toMatchObject({ 'a b': 'c d' });
    expect(product.specifications).not.toHaveProperty('blank');
  });

  it('survives fields of the wrong type and names without Latin letters', () => {
    const { product, brand } = parsed({
      brand: '日本',
      mpn: 7,
      ean: 'none',
      attributes: [1],
      dateReleased: 'soon',
      shortDescription: null,
    });
    expect(brand).toMatchObject({ name: '日本', slug: brand.id });
    expect(product.attributes).toEqual([{ key: 'mpn', label: 'MPN', value: '7' }]);
    expect(product.description).toBe(SOURCE.title);
  });

  it.each([
    ['bad JSON', '{"id": "1", ', 'line 8: not a JSON object'],
    ['a list', '[1]', 'line 8: not a JSON object'],
    ['an empty line', '', 'line 8: not a JSON object'],
    ['no id', lineOf({ id: null }), 'line 8: no id'],
    ['a blank title', lineOf({ title: ' \u0000' }), 'line 8: no title (id 900001)'],
    ['no price', lineOf({ priceCents: null }), 'line 8: no price (id 900001)'],
    ['a price of zero', lineOf({ priceCents: 0 }), 'line 8: no price (id 900001)'],
    ['half a cent', lineOf({ priceCents: 12.5 }), 'line 8: no price (id 900001)'],
    ['an absurd price', lineOf({ priceCents: 1e15 }), 'line 8: no price (id 900001)'],
  ])('skips a line with %s and says why', (_, line, skipped) => {
    expect(parseCatalogueLine(line, 8)).toEqual({ skipped });
  });
});

describe('catalogueParser', () => {
  it('skips an id that came before, and only that', () => {
    const parse = catalogueParser();
    expect(parse(lineOf({ title: '' }), 1)).toHaveProperty('skipped');
    expect(parse(lineOf(), 2)).toHaveProperty('product');
    expect(parse(lineOf({ id: '900002' }), 3)).toHaveProperty('product');
    expect(parse(lineOf({ title: 'Another' }), 4)).toEqual({ skipped: 'line 4: same id as line 2' });
    expect(catalogueParser()(lineOf(), 1)).toHaveProperty('product');
  });
});

function lineOf(change: object = {}): string {
  return JSON.stringify({ ...SOURCE, ...change });
}

function parsed(change: object = {}): ImportedProduct {
  const result = parseCatalogueLine(lineOf(change), 1);
  if ('skipped' in result) throw new Error(result.skipped);
  return result;
}
