import { expect, it } from 'vitest';
import { areImplied, isMet } from './name-sets.js';

it.each([
  [[['a', 'b'], ['c']], ['a', 'b'], true],
  [[['a', 'b'], ['c']], ['c', 'x'], true],
  [[['a', 'b'], ['c']], ['a'], false],
  [[[]], [], true],
  [[], ['a'], false],
])('%j is met by %j: %s', (anyOf, names, expected) => {
  expect(isMet(anyOf, (name) => names.includes(name))).toBe(expected);
});

it.each([
  ['the only one', [['x']], [[['x']]], true],
  ['both together', [['x', 'y']], [[['x']], [['y']]], true],
  [
    'every way to have both',
    [['a', 'b'], ['c']],
    [
      [['a'], ['c']],
      [['b'], ['c']],
    ],
    true,
  ],
  ['less than is wanted', [['x', 'y']], [[['x']]], false],
  ['one of its alternatives alone', [['x']], [[['x'], ['y']]], false],
  ['nothing', [['x']], [], false],
])('is implied or not by %s', (_, wanted, given, expected) => {
  expect(areImplied(wanted, given)).toBe(expected);
});

it('gives up on combinations that grow without bounds, and says that nothing is implied', () => {
  const given = Array.from({ length: 40 }, (_, index) => [[`a${index}`], [`b${index}`]]);
  expect(areImplied([[]], given)).toBe(false);
});
