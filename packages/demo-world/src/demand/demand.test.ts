import { describe, expect, it } from 'vitest';
import { DEPARTMENTS } from '../catalogue/category-tree.js';
import { generatedCatalogue } from '../catalogue/generated-catalogue.js';
import { KINDS_BY_TASTE, kindOf } from '../catalogue/kinds/index.js';
import { writtenCatalogue } from '../catalogue/written-catalogue.js';
import { SCALES } from '../scale.js';
import { TASTES, tasteSize } from '../tastes.js';
import type { SeedOrder, World } from '../types.js';
import { createWorld } from '../world.js';
import { Popularity } from './popularity.js';

const worlds = { demo: createWorld('demo'), small: createWorld('small') };
const orders = { demo: [...worlds.demo.orders()], small: [...worlds.small.orders()] };

describe('popularity', () => {
  it.each(Object.entries(SCALES))('ranks every product of a department of the %s catalogue once', (_, plan) => {
    const catalogue = plan.generatedProducts === 0 ? writtenCatalogue(plan.sellers) : generatedCatalogue(plan);
    const popularity = new Popularity(catalogue);
    for (const department of TASTES.keys()) {
      const size = tasteSize(catalogue.productCount, department);
      const ranks = Array.from({ length: size }, (_, place) => popularity.rankOf(place * TASTES.length + department));
      expect(ranks.toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, rank) => rank));
    }
  });

  it('makes few products sell most', () => {
    const sold = soldByProduct(orders.small);
    const best = sold.slice(0, worlds.small.counts.products / 10);
    const share = sumOf(best) / sumOf(sold);
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.75);
  });
});

describe.each(['demo', 'small'] as const)('the demand of a %s world', (scale) => {
  const world = worlds[scale];
  const categories = categoryByProduct(world);
  const departments = new Map([...categories].map(([productId, slug]) => [productId, departmentOf(slug)]));
  const tastes = new Map([...world.users()].map((user) => [user.id, user.taste]));

  it('follows the tastes', () => {
    const lines = orders[scale].flatMap(({ userId, lines }) => lines.map(({ productId }) => ({ userId, productId })));
    const toTaste = lines.filter(({ userId, productId }) => departments.get(productId) === tastes.get(userId));
    expect(toTaste.length / lines.length).toBeGreaterThan(0.65);
    expect(toTaste.length / lines.length).toBeLessThan(0.95);
  });

  it('puts what goes together into one basket', () => {
    const goesWith = new Map(KINDS_BY_TASTE.flat().map((kind) => [kind.category, kindOf(kind.goesWith).category]));
    const neighbours = orders[scale].flatMap(({ lines }) =>
      lines.slice(1).map((line, place) => ({ first: lines[place]!.productId, second: line.productId })),
    );
    const matching = neighbours.filter(
      ({ first, second }) => goesWith.get(categories.get(first)!) === categories.get(second),
    );
    expect(matching.length / neighbours.length).toBeGreaterThan(0.35);
  });

  it('has at most one review per user and product, by a user of that taste', () => {
    const reviews = [...world.reviews()];
    expect(new Set(reviews.map(({ userId, productId }) => `${userId} ${productId}`)).size).toBe(reviews.length);
    const strangers = reviews.filter(({ userId, productId }) => tastes.get(userId) !== departments.get(productId));
    expect(strangers).toEqual([]);
  });

  it('has reviews of every rating, mostly good, and titles and texts for each', () => {
    const reviews = [...world.reviews()];
    expect(new Set(reviews.map(({ rating }) => rating))).toEqual(new Set([1, 2, 3, 4, 5]));
    const mean = sumOf(reviews.map(({ rating }) => rating)) / reviews.length;
    expect(mean).toBeGreaterThan(3.5);
    expect(mean).toBeLessThan(4.5);
    expect(reviews.every(({ title, body }) => title.length > 3 && body.length > 20)).toBe(true);
  });

  it('leaves one variant in ten out of stock, and the others can be sold', () => {
    const onHand = new Map<string, { total: number; sellable: number }>();
    for (const { variantId, onHand: pieces, safetyStock } of world.stock()) {
      const { total, sellable } = onHand.get(variantId) ?? { total: 0, sellable: 0 };
      onHand.set(variantId, { total: total + pieces, sellable: sellable + Math.max(0, pieces - safetyStock) });
    }
    const levels = [...onHand.values()];
    const out = levels.filter(({ total }) => total === 0);
    expect(out.length / levels.length).toBeGreaterThan(scale === 'demo' ? 0.05 : 0.08);
    expect(out.length / levels.length).toBeLessThan(scale === 'demo' ? 0.15 : 0.12);
    expect(levels.filter(({ total, sellable }) => total > 0 && sellable === 0)).toEqual([]);
  });
});

it.each(Object.entries(SCALES))('a %s world has more members of each taste than a product has reviews', (_, plan) => {
  for (const taste of TASTES.keys()) expect(tasteSize(plan.members, taste)).toBeGreaterThanOrEqual(plan.topReviewCount);
});

/** Order lines of each product that was sold, most first. */
function soldByProduct(orders: readonly SeedOrder[]): number[] {
  const sold = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { productId } of lines) sold.set(productId, (sold.get(productId) ?? 0) + 1);
  }
  return [...sold.values()].toSorted((a, b) => b - a);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Product id → slug of its category. */
function categoryByProduct(world: World): Map<string, string> {
  const slugs = new Map([...world.categories()].map(({ id, slug }) => [id, slug]));
  return new Map([...world.products()].map(({ id, categoryId }) => [id, slugs.get(categoryId)!]));
}

/** The taste whose department holds the category. */
function departmentOf(slug: string): string | undefined {
  return TASTES[
    DEPARTMENTS.findIndex(({ groups }) => groups.some(({ leaves }) => leaves.some((leaf) => leaf.slug === slug)))
  ];
}
