import { expect, it } from 'vitest';
import { decay, type Sign, strengthOf } from './interaction.js';

it.each<[Sign, number]>([
  [{ type: 'VIEW' }, 0.2],
  [{ type: 'PURCHASE' }, 1],
  [{ type: 'REVIEW', rating: 5 }, 0.8],
  [{ type: 'REVIEW', rating: null }, 0.8],
  [{ type: 'REVIEW', rating: 3 }, 0.2],
  [{ type: 'REVIEW', rating: 2 }, 0],
  [{ type: 'PURCHASE', isVouched: false }, 0.2],
])('%j shows a liking of %d', (sign, strength) => {
  expect(strengthOf(sign)).toBe(strength);
});

it.each([
  [0, 1],
  [14, 0.5],
  [28, 0.25],
  [7, Math.SQRT1_2],
  [-3, 1],
])('after %d days of a half-life of 14 there is %d left', (days, left) => {
  expect(decay(days, 14)).toBeCloseTo(left, 4);
});
