import { expect, it } from 'vitest';
import { spreadReturn } from './spread-return.js';

const picks = [
  { variantId: 'a', warehouseId: 'x', quantity: 2 },
  { variantId: 'a', warehouseId: 'y', quantity: 3 },
  { variantId: 'b', warehouseId: 'x', quantity: 1 },
];

it('sends the pieces back to those who sent them, and forgets what is lost', () => {
  expect(spreadReturn(picks, [{ variantId: 'a', restocked: 3, writtenOff: 1 }])).toEqual([
    { variantId: 'a', warehouseId: 'x', gone: 2, restocked: 2 },
    { variantId: 'a', warehouseId: 'y', gone: 2, restocked: 1 },
  ]);
  expect(spreadReturn(picks, [{ variantId: 'b', restocked: 0, writtenOff: 1 }])).toEqual([
    { variantId: 'b', warehouseId: 'x', gone: 1, restocked: 0 },
  ]);
});

it('takes no more than the order has', () => {
  const gone = spreadReturn(picks, [{ variantId: 'a', restocked: 9, writtenOff: 9 }]);
  expect(gone.map((each) => [each.gone, each.restocked])).toEqual([
    [2, 2],
    [3, 3],
  ]);
  expect(spreadReturn(picks, [{ variantId: 'c', restocked: 1, writtenOff: 0 }])).toEqual([]);
});
