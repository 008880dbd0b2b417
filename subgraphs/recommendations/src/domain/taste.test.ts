import { expect, it } from 'vitest';
import { DAY_MS } from './interaction.js';
import { tastesOf } from './taste.js';

it('keeps the strongest sign of each product, faded by age since the newest deed', () => {
  const tastes = tastesOf([
    { item: 1, type: 'VIEW', atMs: 100 * DAY_MS },
    { item: 1, type: 'PURCHASE', atMs: 80 * DAY_MS },
    { item: 2, type: 'CART', atMs: 100 * DAY_MS },
    { item: 3, type: 'REVIEW', rating: 1, atMs: 100 * DAY_MS },
  ]);
  expect(tastes).toEqual([
    { item: 2, weight: 0.6, sign: 'CART' },
    { item: 1, weight: 0.5, sign: 'PURCHASE' },
  ]);
});

it('takes the hundred strongest', () => {
  const deeds = Array.from({ length: 150 }, (_, item) => ({ item, type: 'VIEW' as const, atMs: item * DAY_MS }));
  const tastes = tastesOf(deeds);
  expect(tastes).toHaveLength(100);
  expect(tastes[0]?.item).toBe(149);
  expect(tastes.at(-1)?.item).toBe(50);
});
