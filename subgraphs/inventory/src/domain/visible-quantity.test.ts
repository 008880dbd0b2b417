import { expect, it } from 'vitest';
import { visibleQuantity } from './visible-quantity.js';

it('tells everyone what is low, and staff everything', () => {
  expect([0, 10, 11].map((available) => visibleQuantity(available, { isStaff: false }))).toEqual([0, 10, null]);
  expect(visibleQuantity(11, { isStaff: true })).toBe(11);
});
