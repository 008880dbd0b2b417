import { describe, expect, it } from 'vitest';
import { paintOf } from '../pictures/paint.js';
import { TASTES } from '../tastes.js';
import type { SeedPrice, SeedProduct } from '../types.js';
import { createWorld } from '../world.js';
import { combinationAt } from './catalogue.js';
import { DEPARTMENTS } from './category-tree.js';
import { KINDS_BY_TASTE, kindOf } from './kinds/index.js';
import { WRITTEN_BY_TASTE } from './written/index.js';

const kinds = KINDS_BY_TASTE.flat();
const leaves = DEPARTMENTS.map(({ groups }) => groups.flatMap((group) => group.leaves.map(({ slug }) => slug)));

describe('product kinds', () => {
  it('fill every leaf of their own department', () => {
    const filled = KINDS_BY_TASTE.map((ofTaste) => ofTaste.map(({ category }) => category));
    expect(filled.map((slugs) => slugs.toSorted())).toEqual(leaves.map((slugs) => slugs.toSorted()));
    expect(kinds.length).toBe(6 * TASTES.length);
  });

  it('go with kinds that exist', () => {
    const known = kinds.map(({ key }) => key);
    expect(kinds.filter(({ goesWith }) => !known.includes(goesWith))).toEqual([]);
  });

  it('have a tone for every colour that they or a written product come in', () => {
    const colours = [
      ...kinds.flatMap(({ options }) =>
        options.filter(({ name }) => name === 'Colour').flatMap(({ values }) => values),
      ),
      ...WRITTEN_BY_TASTE.flat().flatMap(({ options, attributes }) =>
        [...(options?.Colour ?? []), attributes.colour ?? []].flat(),
      ),
    ];
    const unknown = colours.filter((colour) => paintOf(colour, 300).body === paintOf(null, 300).body);
    expect(colours.length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });
});

describe('the written catalogue', () => {
  it('has ten products in each department', () => {
    for (const [taste, products] of WRITTEN_BY_TASTE.entries()) {
      expect(products.length).toBe(10);
      for (const { kind } of products) expect(KINDS_BY_TASTE[taste]).toContain(kindOf(kind));
    }
  });

  it('adds only to the price of options that it offers', () => {
    for (const { options, surchargeUsdCents } of WRITTEN_BY_TASTE.flat()) {
      const values = Object.values(options ?? {}).flat();
      for (const value of Object.keys(surchargeUsdCents ?? {})) expect(values).toContain(value);
    }
  });

  it('gives the seller of the demo login about a third', () => {
    const world = createWorld('demo');
    const [first] = [...world.sellers()];
    const own = [...world.products()].filter(({ sellerId }) => sellerId === first?.id).length;
    expect(own / world.counts.products).toBeGreaterThan(0.28);
    expect(own / world.counts.products).toBeLessThan(0.42);
  });
});

describe.each(['demo', 'small'] as const)('the products of a %s world', (scale) => {
  const products = [...createWorld(scale).products()];

  it('stand in a leaf of the category tree', () => {
    const slugs = new Map([...createWorld(scale).categories()].map(({ id, slug }) => [id, slug]));
    for (const { categoryId } of products) expect(leaves.flat()).toContain(slugs.get(categoryId));
  });

  it('offer every combination of their options once, and no option without a choice', () => {
    const wrong = products.filter(({ options, variants }) => {
      const combinations = new Set(variants.map((variant) => variant.options.map(({ value }) => value).join(' / ')));
      const grid = options.reduce((count, { values }) => count * values.length, 1);
      const names = options.map(({ name }) => name).join();
      return (
        options.some(({ values }) => values.length < 2) ||
        combinations.size !== grid ||
        variants.length !== grid ||
        variants.some((variant) => variant.options.map(({ name }) => name).join() !== names)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('have a price above zero in four currencies, and a higher former one when reduced', () => {
    const variants = products.flatMap((product) => product.variants);
    expect(
      variants.filter(({ prices }) => prices.map(({ currency }) => currency).join() !== 'USD,EUR,JPY,KWD'),
    ).toEqual([]);
    const prices = variants.flatMap((variant) => variant.prices);
    const isWrong = ({ minorUnits, compareAtMinorUnits }: SeedPrice) =>
      !Number.isSafeInteger(minorUnits) || minorUnits < 1 || (compareAtMinorUnits ?? Infinity) <= minorUnits;
    expect(prices.filter(isWrong)).toEqual([]);
    expect(prices.some(({ compareAtMinorUnits }) => compareAtMinorUnits !== null)).toBe(true);
  });

  it('show a variant in its own colour', () => {
    const pairs = products.flatMap(({ variants, images }) =>
      variants.flatMap(({ imageId, options }) => {
        const colour = options.find(({ name }) => name === 'Colour')?.value.toLowerCase();
        const pictured = images.find(({ alt }) => alt.endsWith(`, ${colour}`));
        return pictured === undefined ? [] : [{ imageId, pictured: pictured.id }];
      }),
    );
    expect(pairs.length).toBeGreaterThan(50);
    expect(pairs.filter(({ imageId, pictured }) => imageId !== pictured)).toEqual([]);
  });

  it('have whole sentences for a text', () => {
    for (const { description, longDescription, attributes } of products) {
      expect(description).toMatch(/^[A-Z].{30,}\.$/);
      expect(longDescription.length).toBeGreaterThan(description.length);
      expect(attributes.length).toBeGreaterThan(1);
    }
  });
});

it('gives two products in a hundred over a hundred variants', () => {
  const many = (products: Iterable<SeedProduct>) =>
    [...products].filter(({ variants }) => variants.length >= 100).length;
  expect(many(createWorld('small').products())).toBe(20);
});

it('counts through the combinations with the last option fastest', () => {
  const options = [
    { name: 'Colour', values: ['Red', 'Blue'] },
    { name: 'Size', values: ['S', 'M', 'L'] },
  ];
  expect([0, 1, 3, 5].map((position) => combinationAt(options, position).join(' '))).toEqual([
    'Red S',
    'Red M',
    'Blue S',
    'Blue L',
  ]);
});
