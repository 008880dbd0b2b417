import { expect, it } from 'vitest';
import { alignToKeys, groupByKeys } from './align-to-keys.js';

const rows = [
  { id: 'b', of: 'x' },
  { id: 'a', of: 'x' },
];

it('gives one slot per key in key order, null for a missing key, the same row for a repeated one', () => {
  expect(alignToKeys(['a', 'missing', 'b', 'a'], rows, (row) => row.id)).toEqual([rows[1], null, rows[0], rows[1]]);
});

it('groups rows under their key and keeps their order', () => {
  expect(groupByKeys(['y', 'x', 'x'], rows, (row) => row.of)).toEqual([[], rows, rows]);
});
