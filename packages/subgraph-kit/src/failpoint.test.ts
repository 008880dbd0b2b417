import { expect, it } from 'vitest';
import { failpoint } from './failpoint.js';

it('is nothing at all while no rig is there', () => {
  expect(failpoint('orders.book.after-reserve', 'an order')).toBeUndefined();
});
