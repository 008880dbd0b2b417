import { expect, it } from 'vitest';
import { BehaviourBuilder, type Deed } from './behaviour.js';
import { DAY_MS } from './interaction.js';
import { forEachInRow, rowCount } from './sparse-matrix.js';

const NOW = Date.UTC(2026, 5, 15, 12);
const aDeed = (item: number, strength = 1, daysAgo = 0): Deed => ({ item, strength, atMs: NOW - daysAgo * DAY_MS });

function behaviourOf(shoppers: Deed[][], guests: Deed[] = []) {
  const builder = new BehaviourBuilder(4, NOW);
  for (const deeds of shoppers) builder.addShopper(deeds);
  for (const deed of guests) builder.addToPopularity([deed]);
  const { rows, popularity, shoppers: count } = builder.build();
  const table = Array.from({ length: rowCount(rows) }, (_, row) => {
    const items: Record<number, number> = {};
    forEachInRow(rows, row, (item, weight) => {
      items[item] = Number(weight.toFixed(4));
    });
    return items;
  });
  return { table, popularity: [...popularity].map((value) => Number(value.toFixed(4))), shoppers: count };
}

it('counts each shopper once per product, with the strongest sign, halved every 14 days', () => {
  const { popularity, shoppers } = behaviourOf(
    [
      [aDeed(0), aDeed(0), aDeed(0, 0.2)],
      [aDeed(0, 1, 14), aDeed(1, 1, 28)],
    ],
    [aDeed(2, 0.2), aDeed(2, 0.2)],
  );
  expect(popularity).toEqual([1.5, 0.25, 0.4, 0]);
  expect(shoppers).toBeCloseTo(1 + 0.5 + 2, 4);
});

it('makes a row of each visit and one of the whole history, damped by their length', () => {
  const { table } = behaviourOf([[aDeed(0), aDeed(1, 0.5), aDeed(2, 1, 120), aDeed(3, 1, 120)]]);
  const [ofTwo, ofFour] = [2 ** -0.8, 0.5 * 4 ** -0.8];
  const rounded = (...values: number[]) => values.map((value) => Number(value.toFixed(4)));
  expect(table.map((row) => Object.values(row))).toEqual([
    rounded(ofTwo, 0.5 * ofTwo),
    rounded(0.5 * ofTwo, 0.5 * ofTwo),
    rounded(ofFour, 0.5 * ofFour, 0.5 * ofFour, 0.5 * ofFour),
  ]);
});

it('learns nothing of what goes together from one product, or from what was not liked', () => {
  expect(behaviourOf([[aDeed(0)], [aDeed(1), aDeed(2, 0)], []]).table).toEqual([]);
});

it('takes the newest 300 of a visitor who looks at everything', () => {
  const builder = new BehaviourBuilder(1_000, NOW);
  builder.addShopper(Array.from({ length: 1_000 }, (_, item) => ({ ...aDeed(item), atMs: NOW - 1_000 + item })));
  expect([...builder.build().rows.columns].toSorted((a, b) => a - b).at(0)).toBe(700);
});
