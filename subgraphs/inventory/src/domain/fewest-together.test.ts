import { array, assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { fewestTogether } from './fewest-together.js';

/** Whether the weights of the chosen make up the load: a rule that stays true when the set grows. */
const carries = (weights: readonly number[], load: number) => (some: readonly string[]) =>
  some.reduce((sum, each) => sum + (weights[Number(each)] ?? 0), 0) >= load;

it('takes the smallest set, and of those the one whose members come first', () => {
  const weights = [2, 1, 5, 4, 5];
  const names = ['0', '1', '2', '3', '4'];
  expect(fewestTogether(names, carries(weights, 5))).toEqual(['2']);
  expect(fewestTogether(names, carries(weights, 7))).toEqual(['0', '2']);
  expect(fewestTogether(names, carries(weights, 17))).toEqual(names);
});

it('is always enough, and nothing of it can be left out', () => {
  const weightsOfMany = array(integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 14 });
  assert(
    property(weightsOfMany, integer({ min: 1, max: 100 }), (weights, load) => {
      const all = weights.map((_, index) => String(index));
      const isEnough = carries(
        weights,
        Math.min(
          load,
          weights.reduce((a, b) => a + b, 0),
        ),
      );
      const chosen = fewestTogether(all, isEnough);
      expect(isEnough(chosen)).toBe(true);
      for (const each of chosen)
        expect(chosen.length === 1 || !isEnough(chosen.filter((other) => other !== each))).toBe(true);
      const heaviest = weights.toSorted((a, b) => b - a).slice(0, chosen.length - 1);
      if (all.length <= 12 && chosen.length > 1)
        expect(isEnough(heaviest.map((weight) => String(weights.indexOf(weight))))).toBe(false);
    }),
  );
});
